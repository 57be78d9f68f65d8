// Files sent ahead of their message, and the messages that take them up.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { type FormValue, file, png, postForm } from '../../../test/forms.ts'
import { manageCalls } from '../../../test/manage-calls.ts'
import { mate } from '../../../test/mate.ts'
import { latestSeq } from '../../core/spine/queries.ts'

const MIB = 1024 * 1024
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
async function send(fields: Record<string, FormValue>, headers = {}, token = to.accessToken) {
  const answer = await postForm(app, '/api/manage/files', `Bearer ${token}`, fields, headers)
  return { status: answer.statusCode, body: answer.json() as Facts, headers: answer.headers }
}
/** The id of a file that is kept. */
async function sent(text = 'a file', token = to.accessToken): Promise<string> {
  const { body } = await send({ file: file(text, `${text}.txt`) }, {}, token)
  return String((body.file as Facts).id)
}
const calls = (token?: string) => manageCalls(app, to, token)
const write = (payload: object, token?: string) =>
  calls(token).ask('POST', `/conversations/${id}/messages`, payload)
const drop = (of: string, token?: string) => calls(token).ask('DELETE', `/files/${of}`)
const waiting = () =>
  app.core.read.selectFrom('upload').selectAll().where('org_id', '=', to.org).orderBy('id').execute()
const names = (body: Facts) => (body.attachments as Facts[]).map(({ filename }) => filename)
const kept = async () => (await readdir(join(app.place.dataDir, 'blobs'), { recursive: true })).length

describe('a file sent ahead', () => {
  it('is known by its bytes, and comes with the message that names it', async () => {
    const { status, body } = await send({ file: file(png(3, 2), '../lid.txt', 'text/html') })
    const facts = { filename: 'lid.txt', content_type: 'image/png', byte_size: png(3, 2).length }
    const given = { id: expect.any(String), ...facts, width: 3, height: 2 }
    expect([status, body]).toEqual([201, { file: given }])
    const answer = await write({ body: 'see', files: [(body.file as Facts).id] })
    expect([answer.status, answer.body.attachments]).toMatchObject([
      201,
      [{ id: 1, state: 'stored', ...facts, width: 3, height: 2, url: '/api/manage/attachments/1' }],
    ])
    const download = await app.http.inject({
      url: '/api/manage/attachments/1',
      headers: { authorization: `Bearer ${to.accessToken}` },
    })
    expect(download.rawPayload.equals(png(3, 2))).toBe(true)
    expect(await waiting()).toEqual([])
  })

  it('comes in the order of the ids, before files of the same form, and alone where nothing was written', async () => {
    const [first, second] = [await sent('first'), await sent('second')]
    const path = `/api/manage/conversations/${id}/messages`
    const fields = { body: '', kind: 'note', files: [second, first, file('x', 'third.txt')] }
    const answer = await postForm(app, path, `Bearer ${to.accessToken}`, fields)
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ kind: 'note', body: '' })
    expect(names(answer.json() as Facts)).toEqual(['second.txt', 'first.txt', 'third.txt'])
    expect((await write({ body: ' ', files: [await sent()] })).status).toBe(201)
  })

  it('is kept once under one key, also when it is gone by then', async () => {
    const key = { 'idempotency-key': 'a' }
    const first = await send({ file: file('x', 'a.txt') }, key)
    const again = await send({ file: file('x', 'a.txt') }, key)
    expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([
      201,
      first.body,
      'true',
    ])
    expect(await waiting()).toHaveLength(1)
    const { id: used } = first.body.file as Facts
    await write({ body: 'x', files: [used] })
    expect((await send({ file: file('x', 'a.txt') }, key)).body).toEqual(first.body)
    expect(await waiting()).toEqual([])
    expect(await send({ file: file('y', 'a.txt') }, key)).toMatchObject({
      status: 422,
      body: { code: 'mismatch' },
    })
    const other = await mate(app, to)
    const theirs = await send({ file: file('x', 'a.txt') }, key, other.accessToken)
    expect((theirs.body.file as Facts).id).not.toBe(used)
  })

  it('goes with a message once, also when a repeated call names it', async () => {
    const payload = { body: 'x', files: [await sent()] }
    const headers = { 'idempotency-key': 'b' }
    const path = `/conversations/${id}/messages`
    const first = await calls().ask('POST', path, payload, headers)
    expect(await calls().ask('POST', path, payload, headers)).toEqual(first)
    expect(names(first.body)).toEqual(['a file.txt'])
  })

  it.each([
    ['nothing', {}, 422, 'file is required'],
    ['text in its place', { file: 'x' }, 422, 'file is required'],
    ['another name', { files: file('x', 'a.txt') }, 422, 'file is required'],
    ['two', { file: [file('x', 'a.txt'), file('y', 'b.txt')] }, 400, 'too many files (maximum 1)'],
    ['a field', { file: file('x', 'a.txt'), body: 'x' }, 422, 'send one part, file, and no other'],
    ['a large one', { file: file(Buffer.alloc(32 * MIB + 1), 'a') }, 413, 'File size exceeds 32MB'],
  ])('is refused as %s', async (_, fields, status, detail) => {
    const before = await kept()
    const answer = await send(fields)
    expect([answer.status, answer.body.detail]).toEqual([status, detail])
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect([await waiting(), await kept()]).toEqual([[], before])
  })

  it.each([
    ['multipart/form-data', 'x', 400],
    ['multipart/form-data; boundary=', '--\r\n', 400],
    ['multipart/form-data; boundary=x', '', 400],
    ['multipart/form-data; boundary=x', '--x', 400],
    ['multipart/form-data; boundary=x', '--x\r\n\r\n--x--', 400],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; filename="a"\r\n\r\na\r\n--x--',
      400,
    ],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
      400,
    ],
    ['multipart/form-data; boundary=x', '--x\r\nA: b\r\n\r\na\r\n--x--', 422],
    ['multipart/form-data; boundary=x', '--x--', 422],
    ['application/json', '{}', 415],
    ['application/json', '{', 400],
    ['text/plain', 'x', 415],
    ['application/x-www-form-urlencoded', 'file=x', 415],
  ])('is refused where the body is no form: %s %j', async (type, payload, status) => {
    const headers = { authorization: `Bearer ${to.accessToken}`, 'content-type': type }
    const answer = await app.http.inject({ method: 'POST', url: '/api/manage/files', headers, payload })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ])
    expect(await waiting()).toEqual([])
  })
})

describe('a message', () => {
  it.each([
    ['an unknown one', () => ['01ARZ3NDEKTSV4RRFFQ69G5FAV'], 'files.0'],
    ['no id', () => ['../x'], 'files.0'],
    ['one of a colleague', async () => [await sent('x', (await mate(app, to)).accessToken)], 'files.0'],
    [
      'one that was sent',
      async () => {
        const used = await sent()
        await write({ body: 'x', files: [used] })
        return [await sent(), used]
      },
      'files.1',
    ],
    [
      'one of another organisation',
      async () => [await sent('x', (await app.organisation()).accessToken)],
      'files.0',
    ],
  ])('takes up %s with no other word than for any that is not there', async (_, named, field) => {
    const files = await named()
    const [before, unsent] = [await latestSeq(app.core.read, to.org), await waiting()]
    expect(await write({ body: 'x', files })).toMatchObject({
      status: 422,
      body: { code: 'invalid', detail: 'this is no unsent file of yours', field },
    })
    // Nor is what was right about it used up.
    expect(await waiting()).toEqual(unsent)
    expect(await latestSeq(app.core.read, to.org)).toBe(before)
  })

  it.each([
    ['x', 'files must be a list of ids', 'files'],
    [{}, 'files must be a list of ids', 'files'],
    [null, 'files must be a list of ids', 'files'],
    [[7], 'files must be a list of ids', 'files.0'],
    [[{ staged: { sha256: 'a'.repeat(64), size: 1 } }], 'files must be a list of ids', 'files.0'],
    [['a', 'a'], 'a file is named twice', 'files'],
    [Array.from({ length: 11 }, (__, n) => `${n}`), 'a message takes at most 10 files by their ids', 'files'],
  ])('takes no files such as %j', async (files, detail, field) => {
    const answer = await write({ body: 'x', files, parts: [{ staged: null, filename: 'a' }] })
    expect([answer.status, answer.body]).toMatchObject([422, { detail, field }])
  })

  it('takes ten', async () => {
    const files = await Promise.all(Array.from({ length: 10 }, (_, n) => sent(`${n}`)))
    expect(names((await write({ body: 'x', files })).body)).toEqual(files.map((_, n) => `${n}.txt`))
  })

  it('leaves files to be sent when it is not stored', async () => {
    const files = [await sent()]
    const late = await write({ body: 'x', seen_seq: 0, files })
    expect(late.status).toBe(409)
    expect((await write({ body: 'x', seen_seq: 1, files })).status).toBe(201)
  })

  it('is the only one that gets a file, of two at once', async () => {
    const files = [await sent()]
    const answers = await Promise.all([write({ body: '1', files }), write({ body: '2', files })])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422])
    const rows = app.core.read.selectFrom('attachment').select('id').where('org_id', '=', to.org).execute()
    expect(await rows).toHaveLength(1)
  })
})

describe('what waits to be sent', () => {
  it('is deleted by whoever sent it, once', async () => {
    const [one, other] = [await sent('one'), await mate(app, to)]
    expect((await drop(one, other.accessToken)).status).toBe(404)
    expect((await drop(one)).status).toBe(204)
    expect(await drop(one)).toMatchObject({ status: 404, body: { detail: 'file not found' } })
    const used = await sent()
    await write({ body: 'x', files: [used] })
    expect((await drop(used)).status).toBe(404)
  })

  const facts = { filename: 'a', content_type: 'x/y', width: null, height: null, sha256: 'a'.repeat(64) }
  const fill = (byte_size: number, teammateId = to.ownerId) =>
    app.core.run('keepUpload', { org: to.org, teammateId, file: { ...facts, byte_size } })

  it('is at most 512 MB of each teammate', async () => {
    const other = await mate(app, to)
    await fill(512 * MIB, other.id)
    await fill(512 * MIB - 1)
    expect((await send({ file: file('a', 'a.txt') })).status).toBe(201)
    const detail = 'you may have 512 MB that are not sent yet: send or delete some first'
    for (const headers of [{}, { 'idempotency-key': 'c' }])
      expect(await send({ file: file('b', 'b.txt') }, headers)).toMatchObject({
        status: 413,
        body: { code: 'too_large', detail },
      })
    await drop(String((await waiting()).find(({ filename }) => filename === 'a.txt')?.id))
    expect((await send({ file: file('b', 'b.txt') })).status).toBe(201)
  })

  it('is at most 200 files of each teammate, however many are sent at once', async () => {
    await Promise.all(Array.from({ length: 198 }, () => fill(0)))
    const answers = await Promise.all([1, 2, 3, 4].map((n) => send({ file: file(`${n}`, 'a.txt') })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 413, 413])
    expect(await waiting()).toHaveLength(200)
  })
})
