import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { type FormValue, file, png, postForm } from '../../../test/forms.ts'
import { latestSeq } from '../../core/spine/queries.ts'

let app: TestApp
let to: TestOrganisation
let id: string
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  id = (await app.core.run('openTicket', ticketArgs(to))).conversationId
})

type Facts = Record<string, unknown>
async function send(fields: Record<string, FormValue>, headers: Record<string, string> = {}, of = id) {
  const path = `/api/manage/conversations/${of}/messages`
  const answer = await postForm(app, path, `Bearer ${to.accessToken}`, fields, headers)
  return { status: answer.statusCode, body: answer.json() as Facts, headers: answer.headers }
}
const authorization = () => ({ authorization: `Bearer ${to.accessToken}` })
const transcript = async () =>
  (
    await app.http.inject({ url: `/api/manage/conversations/${id}/messages`, headers: authorization() })
  ).json().data
const keptBlobs = async () =>
  (await app.core.read.selectFrom('attachment').select('sha256').where('org_id', '=', to.org).execute())
    .length

describe('a reply as a form', () => {
  it('says what the same JSON would', async () => {
    const answer = await send({ body: ' <b>hi</b>\r\n', kind: 'note' })
    expect([answer.status, answer.body]).toMatchObject([
      201,
      { kind: 'note', seq: 2, body: ' <b>hi</b>\r\n', attachments: [] },
    ])
    expect((await transcript())[1]).toEqual(answer.body)
  })

  it('brings files, which come back byte for byte', async () => {
    const answer = await send({ body: 'see', files: [file(png(3, 2), 'lid.png'), file('plain', 'a.txt')] })
    const attachments = answer.body.attachments as Facts[]
    expect(attachments).toMatchObject([
      { id: 1, state: 'stored', filename: 'lid.png', content_type: 'image/png', width: 3, height: 2 },
      { id: 2, state: 'stored', filename: 'a.txt', byte_size: 5 },
    ])
    const url = String(attachments[0]?.url)
    const download = await app.http.inject({ url, headers: authorization() })
    expect(download.rawPayload.equals(png(3, 2))).toBe(true)
    expect((await transcript())[1]).toEqual(answer.body)
  })

  it('may say nothing when it brings a file', async () => {
    expect((await send({ files: file('x', 'a.txt') })).body).toMatchObject({ body: '', kind: 'message' })
    expect((await send({ body: ' ', 'files[]': file('x', 'a.txt') })).status).toBe(201)
  })

  it('is sent once under one key, by its fields and what is in its files', async () => {
    const key = { 'idempotency-key': 'k' }
    const one = await send({ body: 'x', files: file('1', 'a.txt') }, key)
    const two = await send({ files: file('1', 'a.txt'), body: 'x' }, key)
    expect([two.status, two.body, two.headers['idempotency-replayed']]).toEqual([201, one.body, 'true'])
    expect((await send({ body: 'x', files: file('2', 'a.txt') }, key)).body.code).toBe('mismatch')
    expect((await send({ body: 'x' }, key)).body.code).toBe('mismatch')
    expect(await transcript()).toHaveLength(2)
  })

  it('is guarded like any other, and keeps none of its files then', async () => {
    await send({ body: 'meanwhile' })
    const late = await send({ body: 'x', seen_seq: '1', files: file('late', 'a.txt') })
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict', newer: [{ seq: 2 }] } })
    expect(await keptBlobs()).toBe(0)
    expect((await send({ body: 'x', seen_seq: 1, force: 'true', files: file('x', 'a') })).status).toBe(201)
  })

  it.each([
    [{}, 422, 'body is required'],
    [{ body: ' ' }, 422, 'body is required'],
    [{ body: 'x', kind: 'letter' }, 422, 'kind must be reply or note'],
    [{ body: 'x', seen_seq: 'two' }, 422, 'seen_seq must be a number'],
    [{ body: 'x', force: 'yes' }, 422, 'force must be true or false'],
    [{ body: 'x'.repeat(256 * 1024 + 1) }, 400, 'body is too long (maximum 256 KiB)'],
    [
      { body: 'x', files: Array.from({ length: 21 }, (_, n) => file(`${n}`, `${n}.txt`)) },
      400,
      'too many files (maximum 20)',
    ],
    [
      { body: 'x', files: file(new Uint8Array(32 * 1024 * 1024 + 1), 'large') },
      413,
      'File size exceeds 32MB',
    ],
  ])('is refused, and nothing is stored: %#', async (fields, status, detail) => {
    const before = await latestSeq(app.core.read, to.org)
    const answer = await send(fields)
    expect([answer.status, answer.body.detail]).toEqual([status, detail])
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(await latestSeq(app.core.read, to.org)).toBe(before)
  })

  it('to what is unknown or foreign is a 404', async () => {
    const other = await app.organisation()
    const foreign = (await app.core.run('openTicket', ticketArgs(other))).conversationId
    for (const of of [foreign, 'x'])
      expect((await send({ body: 'x', files: file('x', 'a.txt') }, {}, of)).status).toBe(404)
  })
})

it('JSON brings no files along: what stands in their place is not looked at', async () => {
  const payload = { body: 'x', parts: [{ staged: { sha256: 'a'.repeat(64), size: 1 }, filename: 'a' }] }
  const url = `/api/manage/conversations/${id}/messages`
  const answer = await app.http.inject({ method: 'POST', url, headers: authorization(), payload })
  expect([answer.statusCode, answer.json().attachments]).toEqual([201, []])
  const blank = { ...payload, body: '' }
  const refused = await app.http.inject({ method: 'POST', url, headers: authorization(), payload: blank })
  expect(refused.statusCode).toBe(422)
})
