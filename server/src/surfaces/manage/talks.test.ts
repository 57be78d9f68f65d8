// Counts, merges, transcripts and changes of many, as scripts see them.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../test/app.ts'
import { file, postForm } from '../../../test/forms.ts'

const clock = testClock(Date.parse('2026-03-04T09:05:00.000Z'))
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT'
async function call(method: Method, path: string, payload?: object, headers: Record<string, string> = {}) {
  const answer = await app.http.inject({
    method,
    url: `/api/manage/${path}`,
    headers: { authorization: `Bearer ${to.accessToken}`, ...headers },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
}
const open = async (body: string, email = 'ada@example.com', name = 'Ada') =>
  (await app.core.run('openTicket', ticketArgs(to, { body, user: { email, name } }))).conversationId
const none = { open: 0, pending: 0, snoozed: 0, closed: 0 }

describe('counts', () => {
  it('are nought in the beginning', async () => {
    expect(await call('GET', 'conversation-counts')).toMatchObject({
      status: 200,
      body: { ...none, mine: none, unassigned: none, by_assignee: [] },
    })
  })

  it('follow every change, and say what lists show', async () => {
    const ids = [await open('1'), await open('2'), await open('3'), await open('4')]
    await call('PATCH', `conversations/${ids[0]}`, { status: 'closed', assignee_id: to.ownerId })
    await call('PATCH', `conversations/${ids[1]}`, { assignee_id: to.ownerId })
    await call('PATCH', `conversations/${ids[2]}`, { snoozed_until: '2099-01-01T00:00:00Z' })
    await call('POST', `conversations/${ids[1]}/merge`, { from: ids[3] })
    const mine = { ...none, open: 1, closed: 1 }
    expect((await call('GET', 'conversation-counts')).body).toEqual({
      open: 1,
      pending: 0,
      snoozed: 1,
      closed: 1,
      mine,
      unassigned: { ...none, snoozed: 1 },
      by_assignee: [{ assignee_id: to.ownerId, ...mine }],
      mentions: 0,
      mentions_is_capped: false,
    })
    for (const status of ['open', 'pending', 'snoozed', 'closed'])
      expect((await call('GET', `conversations?status=${status}`)).body.data).toHaveLength(
        (await call('GET', 'conversation-counts')).body[status],
      )
  })
})

describe('a merge', () => {
  it('answers the survivor, which the other id leads to, and is undone by either id', async () => {
    const [a, b] = [await open('1'), await open('2')]
    const answer = await call('POST', `conversations/${a}/merge`, { from: b })
    expect(answer).toMatchObject({
      status: 200,
      body: { merge_id: expect.any(String), conversation: { id: a, number: 'ASM-1', merged_ids: [b] } },
    })
    const { conversation, merge_id } = answer.body
    expect((await call('GET', `conversations/${b}`)).body).toEqual(conversation)
    expect((await call('GET', 'conversations')).body.data).toEqual([conversation])
    expect((await call('GET', `conversations/${b}/messages`)).body.data).toHaveLength(3)
    expect((await call('GET', `conversations/${b}/messages`)).body.data[2].changes).toEqual({
      merged: { id: b, number: 'ASM-2', title: '2' },
    })
    const undone = await call('POST', `conversations/${b}/merges/${merge_id}/undo`)
    expect(undone).toMatchObject({
      status: 200,
      body: { conversation: { id: a, merged_ids: [] }, returned: { id: b, merged_ids: [] } },
    })
    const gone = await call('POST', `conversations/${a}/merges/${merge_id}/undo`)
    expect([gone.status, gone.body.detail]).toEqual([404, 'merge not found'])
    await call('POST', `conversations/${a}/merge`, { from: b })
    expect((await call('POST', `conversations/${a}/merges/${b}/undo`)).status).toBe(200)
  })

  it('leads the tickets API to the survivor too', async () => {
    const created = await postForm(app, '/interactions', to.apiKey, {
      query: '1',
      source_specific_id: 'mine-1',
      user: '{"email": "ada@example.com"}',
    })
    const from = String(created.headers['x-ticket-id'])
    const into = await open('2')
    await call('POST', `conversations/${into}/merge`, { from })
    for (const query of [`id=${from}`, 'source_specific_id=mine-1']) {
      const fields = { content: query, user: '{"email": "ada@example.com"}', files: file('x', 'a.txt') }
      const answer = await postForm(app, `/interactions/reply?${query}`, to.apiKey, fields)
      expect(answer.statusCode).toBe(200)
    }
    const { data } = (await call('GET', `conversations/${into}/messages`)).body
    expect(data.slice(-2).map((message: { body: string }) => message.body)).toEqual([
      `id=${from}`,
      'source_specific_id=mine-1',
    ])
    const taken = await postForm(app, '/interactions', to.apiKey, {
      query: 'x',
      source_specific_id: 'mine-1',
    })
    expect(taken.statusCode).toBe(409)
  })

  it('happens once under one key, and a reply repeated after it is the same reply', async () => {
    const [a, b] = [await open('1'), await open('2')]
    const key = { 'idempotency-key': 'k' }
    const sent = await call('POST', `conversations/${b}/messages`, { body: 'before' }, key)
    const one = await call('POST', `conversations/${a}/merge`, { from: b }, key)
    const two = await call('POST', `conversations/${a}/merge`, { from: b }, key)
    expect([two.status, two.body, two.headers['idempotency-replayed']]).toEqual([200, one.body, 'true'])
    const again = await call('POST', `conversations/${b}/messages`, { body: 'before' }, key)
    expect([again.status, again.body.id, again.body.body]).toEqual([201, sent.body.id, 'before'])
  })

  it('is refused with words', async () => {
    const [a, b] = [await open('1'), await open('2', 'jo@example.com', 'Jo')]
    const refusal = async (payload: object) => {
      const { status, body } = await call('POST', `conversations/${a}/merge`, payload)
      return [status, body.detail]
    }
    expect(await refusal({})).toEqual([422, 'from is required'])
    expect(await refusal({ from: 5 })).toEqual([422, 'from is required'])
    expect(await refusal({ from: 'x' })).toEqual([404, 'conversation not found'])
    expect(await refusal({ from: a })).toEqual([422, 'a conversation cannot be merged with itself'])
    expect(await refusal({ from: b })).toEqual([
      409,
      'they have different contacts: merge the contacts first',
    ])
  })
})

describe('a change of many', () => {
  it('is that of each, whatever becomes of the others', async () => {
    const [a, b] = [await open('1'), await open('2')]
    const ids = [b, 'x', a, b, '01ARZ3NDEKTSV4RRFFQ69G5FAV']
    const { status, body } = await call('PATCH', 'conversations', { ids, status: 'closed', tags: ['done'] })
    expect(status).toBe(200)
    expect(body.updated).toMatchObject([
      { id: a, status: 'closed', tags: ['done'] },
      { id: b, status: 'closed', tags: ['done'] },
    ])
    const missing = { code: 'not_found', detail: 'conversation not found' }
    expect(body.failed).toEqual([
      { id: 'x', ...missing },
      { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', ...missing },
    ])
    for (const id of [a, b])
      expect((await call('GET', `conversations/${id}/messages`)).body.data).toHaveLength(2)
  })

  it('says of each why it failed', async () => {
    const a = await open('1')
    const { body } = await call('PATCH', 'conversations', { ids: [a], assignee_id: 'nobody' })
    expect(body).toEqual({
      updated: [],
      failed: [{ id: a, code: 'invalid', detail: 'assignee_id is nobody who works here' }],
    })
  })

  it.each([
    [{ status: 'closed' }, 'ids must be a list of ids'],
    [{ ids: 'x', status: 'closed' }, 'ids must be a list of ids'],
    [{ ids: [] }, 'ids must not be empty'],
    [{ ids: [5] }, 'ids must be a list of ids'],
    [{ ids: Array.from({ length: 101 }, (_, n) => `${n}`) }, 'at most 100 ids'],
    [{ ids: ['x'], status: 'done' }, 'status must be one of: open, pending, snoozed, closed'],
  ])('is refused with 422: %#', async (payload, detail) => {
    const { status, body } = await call('PATCH', 'conversations', payload)
    expect([status, body.detail]).toEqual([422, detail])
  })
})

describe('a transcript', () => {
  const text = async (path: string) => {
    const headers = { authorization: `Bearer ${to.accessToken}`, host: 'desk.example' }
    return await app.http.inject({ url: `/api/manage/conversations/${path}`, headers })
  }

  it('is a file to keep, with times, names and files, and nothing of the house', async () => {
    const id = await open('The lid\ndoes not close')
    const form = { body: 'Like this.', files: file('x', 'how to.txt') }
    await postForm(app, `/api/manage/conversations/${id}/messages`, `Bearer ${to.accessToken}`, form)
    await call('POST', `conversations/${id}/messages`, { body: 'she is cross', kind: 'note' })
    await call('PATCH', `conversations/${id}`, { priority: 'high' })
    const answer = await text(`${id}/transcript`)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': 'attachment; filename=ASM-1.md',
      'x-content-type-options': 'nosniff',
    })
    expect(answer.body).toBe(`# ASM-1 · The lid

- Opened: 2026-03-04 09:05:00 UTC
- Status: open
- Channel: Tickets API
- Contact: Ada

## Ada (contact) · 2026-03-04 09:05:00 UTC

    The lid
    does not close

## Noor Valdis (teammate) · 2026-03-04 09:05:00 UTC

    Like this.

Files:

    how to.txt (1 byte) http://desk.example/api/manage/attachments/1
`)
    const all = (await text(`${id}/transcript?notes=true`)).body
    expect(all).toContain('09:05:00 UTC · internal note\n\n    she is cross\n')
    expect(all).toContain('09:05:00 UTC · event\n\n    set its priority to high\n')
  })

  it('means nothing to whoever renders it, whatever people wrote', async () => {
    const evil = '<script>alert(1)</script>\r[x](javascript:alert(1))\n=cmd|x\n```\n# top'
    const id = await open(evil, 'eve@example.com', '<img src=x> [a](javascript:b)\u202e')
    const { body } = await text(`${id}/transcript`)
    for (const line of body.split('\n').filter((one) => /script|cmd|```|top|img/.test(one)))
      expect(line).toMatch(/^ {4}|^# .*\\<script\\>|^- Contact: \\<img|^## \\<img/)
    expect(body).not.toMatch(/^[=+@]/m)
    expect(body).not.toContain('\u202e')
    expect(body).toContain('\\[a\\]\\(javascript\\:b\\)')
  })

  it('as JSON is one document, however long', async () => {
    const id = await open('1')
    const author = { kind: 'teammate' as const, id: to.ownerId, name: 'Noor' }
    for (let n = 0; n < 450; n++)
      await app.core.run('reply', {
        org: to.org,
        conversationId: id,
        kind: n % 2 ? 'note' : 'message',
        author,
        body: `${n}`,
        seenSeq: null,
      })
    const answer = await text(`${id}/transcript?format=json`)
    expect(answer.headers['content-disposition']).toBe('attachment; filename=ASM-1.json')
    const { conversation, messages } = answer.json()
    expect(conversation).toEqual((await call('GET', `conversations/${id}`)).body)
    expect(messages).toHaveLength(226)
    const whole = (await text(`${id}/transcript?format=json&notes=true`)).json()
    expect(whole.messages.map((message: { seq: number }) => message.seq)).toEqual(
      Array.from({ length: 451 }, (_, n) => n + 1),
    )
  })

  it.each([
    ['format=html', 'format must be one of: text, json'],
    ['notes=yes', 'notes must be true or false'],
  ])('is refused with %s', async (query, detail) => {
    const { status, body } = await call('GET', `conversations/${await open('1')}/transcript?${query}`)
    expect([status, body.detail]).toEqual([422, detail])
  })
})
