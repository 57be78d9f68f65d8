// What rows of the list say before a conversation is opened: who spoke last, what was left unsent, what did not get through.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { engine } from '../../../test/engines.ts'
import { manageCalls } from '../../../test/manage-calls.ts'
import { type Mate, mate } from '../../../test/mate.ts'
import { meddle } from '../../../test/meddle.ts'
import { plansOf } from '../../../test/plans.ts'
import { listLastSaid } from '../../core/conversations/last-said/queries.ts'
import { newId } from '../../core/ids.ts'
import { nothingEnclosed } from '../../core/messages/add-message.ts'

let app: TestApp
let to: TestOrganisation
let id: string
let calls: ReturnType<typeof manageCalls>
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  calls = manageCalls(app, to)
  id = await open('The lid **does not**\n\nclose')
})

const ada = { email: 'ada@example.com', name: 'Ada' }
const open = async (body: string) =>
  (await app.core.run('openTicket', ticketArgs(to, { user: ada, title: null, body }))).conversationId
const say = (body: string, kind = 'reply') => calls.make(`/conversations/${id}/messages`, { body, kind })
/** As the list shows it; one of them alone must say the same. */
async function row(of = id) {
  const [listed] = (await calls.get('/conversations')).data as Record<string, unknown>[]
  const alone = await calls.get(`/conversations/${of}`)
  expect(listed).toEqual(alone)
  const { last_message, draft, delivery_failed } = alone
  return { last_message, draft, delivery_failed }
}

describe('the last message', () => {
  it('is what the contact wrote, as they wrote it, in one line', async () => {
    expect(await row()).toEqual({
      last_message: {
        id: expect.any(String),
        author: { kind: 'contact', id: expect.any(String), name: 'Ada' },
        snippet: 'The lid **does not** close',
        created_at: expect.any(String),
      },
      draft: null,
      delivery_failed: false,
    })
  })

  it('is an answer without its Markdown; notes and changes are not said to anybody', async () => {
    const answer = await say('**Hello** Ada, see [the manual](https://example.com)')
    await say('she is *angry*', 'note')
    await calls.must('PATCH', `/conversations/${id}`, { tags: ['lid'] })
    expect((await row()).last_message).toMatchObject({
      id: answer,
      author: { kind: 'teammate', id: to.ownerId },
      snippet: 'Hello Ada, see the manual',
    })
  })

  it('is the name of its first file where it has no text', async () => {
    const file = (filename: string) => ({
      ...{
        filename,
        content_type: 'image/png',
        byte_size: 1,
        sha256: 'x'.repeat(64),
        state: 'stored' as const,
      },
      ...{ url: null, accepts: null, width: null, height: null },
    })
    await app.core.run('replyToTicket', {
      ...{ org: to.org, ticket: { id, given: id }, body: ' ' },
      user: { ...ada, id: null, source_specific_id: null, username: null, image_url: null },
      enclosed: { ...nothingEnclosed, attachments: [file('plate.png'), file('box.png')] },
    })
    expect((await row()).last_message).toMatchObject({ author: { kind: 'contact' }, snippet: 'plate.png' })
  })

  it('moves along when conversations are merged, and back', async () => {
    const other = await open('And the box is dented')
    const { merge_id } = await calls.must('POST', `/conversations/${id}/merge`, { from: other })
    expect((await row()).last_message).toMatchObject({ snippet: 'And the box is dented' })
    await calls.must('POST', `/conversations/${id}/merges/${merge_id}/undo`)
    const { last_message } = await calls.get(`/conversations/${id}`)
    expect(last_message).toMatchObject({ snippet: 'The lid **does not** close' })
  })
})

describe('a draft', () => {
  const keep = (kind: string, body: string, by = calls) =>
    by.must('PUT', `/conversations/${id}/drafts/${kind}`, { body, base_seq: 1 })

  it('is the one that its writer touched last, and nobody else sees it', async () => {
    const bo: Mate = await mate(app, to, { name: 'Bo' })
    await keep('note', 'a note', manageCalls(app, to, bo.accessToken))
    expect((await row()).draft).toBeNull()
    await keep('note', '- look **here**')
    expect((await row()).draft).toEqual({ kind: 'note', snippet: 'look here' })
    await new Promise((resolve) => setTimeout(resolve, 2))
    await keep('reply', 'Hello Ada')
    expect((await row()).draft).toEqual({ kind: 'reply', snippet: 'Hello Ada' })
    await keep('reply', '')
    expect((await row()).draft).toEqual({ kind: 'note', snippet: 'look here' })
  })
})

describe('a failed delivery', () => {
  const set = (message: string, delivery: 'pending' | 'failed' | 'dead') =>
    meddle(app, (db) => db.updateTable('message').set({ delivery }).where('id', '=', message).execute())

  it('is that of the newest answer, whoever wrote since', async () => {
    const first = await say('On its way')
    for (const delivery of ['failed', 'dead'] as const) {
      await set(first, delivery)
      expect((await row()).delivery_failed).toBe(true)
    }
    await say('must call her', 'note')
    expect((await row()).delivery_failed).toBe(true)
    await set(first, 'pending')
    expect((await row()).delivery_failed).toBe(false)
    await set(first, 'dead')
    await say('It left today')
    expect((await row()).delivery_failed).toBe(false)
  })
})

it('is read by keys alone, however many messages there are', async () => {
  const ids = [id]
  await meddle(app, async (db) => {
    const conversation = await db
      .selectFrom('conversation')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const message = await db
      .selectFrom('message')
      .selectAll()
      .where('conversation_id', '=', id)
      .executeTakeFirstOrThrow()
    const copies = Array.from({ length: 200 }, (_, n) => ({
      ...{ ...conversation, id: newId() },
      ...{ number: `C-${n}`, serial: 1_000 + n },
    }))
    ids.push(...copies.map((copy) => copy.id))
    await db.insertInto('conversation').values(copies).execute()
    for (const copy of copies)
      await db
        .insertInto('message')
        .values(
          Array.from({ length: 100 }, (_, n) => ({
            ...{ ...message, id: newId(), conversation_id: copy.id, seq: n + 1 },
            body: `${n}`,
            kind: n === 99 ? ('note' as const) : ('message' as const),
          })),
        )
        .execute()
  })
  if (engine === 'postgres') await meddle(app, (db) => sql`analyze`.execute(db))
  const page = ids.slice(0, 50)
  const rows = await listLastSaid(app.core.read, to.org, to.ownerId, page)
  expect(rows).toHaveLength(50)
  expect(new Set(rows.map(({ body }) => body))).toEqual(new Set(['98', 'The lid **does not**\n\nclose']))
  const [plan = ''] = await plansOf(app.core.read, (db) => listLastSaid(db, to.org, to.ownerId, page))
  const whole = engine === 'sqlite' ? /^SCAN (?!latest\b|\()|\(org_id=\?\)$/im : /Seq Scan on message\b/
  expect(plan).not.toMatch(whole)
})
