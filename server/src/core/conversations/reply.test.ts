import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../test/app.ts'
import { meddle } from '../../../test/meddle.ts'
import type { Schema } from '../../db/schema.ts'
import { newId, timeOf } from '../ids.ts'
import { listMessages } from '../messages/queries.ts'
import { listEvents } from '../spine/queries.ts'
import { findConversation } from './queries.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let conversationId: string
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  const opened = await app.core.run(
    'openTicket',
    ticketArgs(to, { user: { email: 'ada@example.com', name: 'Ada' } }),
  )
  conversationId = opened.conversationId
})

const teammate = () => ({ kind: 'teammate' as const, id: to.ownerId, name: 'Noor' })
const ada = { kind: 'contact' as const, id: 'ada', name: 'Ada' }

const say = (
  body: string,
  author: ReturnType<typeof teammate> | typeof ada = teammate(),
  kind: 'message' | 'note' = 'message',
) => app.core.run('reply', { org: to.org, conversationId, kind, author, body, seenSeq: null })

const conversation = () =>
  app.core.read
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
const set = (change: Partial<Schema['conversation']>) =>
  meddle(app, (db) => db.updateTable('conversation').set(change).where('id', '=', conversationId).execute())
const messages = () => listMessages(app.core.read, to.org, conversationId, { after: 0, limit: 200 })
const newEvents = async () =>
  (await listEvents(app.core.read, to.org, { after: 5, limit: 200 })).map(({ type, actor, data }) => ({
    type,
    actor: JSON.parse(actor),
    data: JSON.parse(data),
  }))
const jobs = () => app.core.read.selectFrom('job').selectAll().where('org_id', '=', to.org).execute()

async function onMedium(): Promise<void> {
  const channel = {
    org_id: to.org,
    id: newId(),
    kind: 'medium' as const,
    name: 'SMS',
    created_at: timeOf(clock.now()),
  }
  await meddle(app, (db) => db.insertInto('channel').values(channel).execute())
  await set({ channel_id: channel.id })
}

describe('a contact who writes again', () => {
  it('reopens a closed conversation, before the message that did it', async () => {
    await set({ status: 'closed' })
    await say('It is open again', ada)
    expect(await conversation()).toMatchObject({ status: 'open', inbound_count: 2, epoch: 0 })
    expect(await newEvents()).toMatchObject([
      { type: 'conversation.reopened', actor: ada, data: { number: 'ASM-1' } },
      {
        type: 'message.created',
        actor: ada,
        data: { seq: 2, direction: 'inbound', preview: 'It is open again' },
      },
    ])
  })

  it('leaves an open conversation as it is', async () => {
    await say('and another thing', ada)
    expect(await conversation()).toMatchObject({ status: 'open' })
    expect(await newEvents()).toMatchObject([{ type: 'message.created' }])
  })

  it.each(['pending', 'snoozed'] as const)('opens a conversation that is %s', async (status) => {
    await set({ status, snoozed_until: status === 'snoozed' ? '2099-01-01T00:00:00.000Z' : null })
    await say('and another thing', ada)
    expect(await conversation()).toMatchObject({ status: 'open', snoozed_until: null })
    expect(await newEvents()).toMatchObject([{ type: 'conversation.reopened' }, { type: 'message.created' }])
  })

  it('takes nothing over', async () => {
    await set({ owner_kind: 'bot', owner_id: 'run1', epoch: 3 })
    await say('hello?', ada)
    expect(await conversation()).toMatchObject({ owner_kind: 'bot', owner_id: 'run1', epoch: 3 })
  })
})

describe('a teammate who answers', () => {
  it('takes the conversation over: the epoch moves, and moves again', async () => {
    await set({ owner_kind: 'bot', owner_id: 'run1', epoch: 3 })
    await say('a person here')
    expect(await conversation()).toMatchObject({ owner_kind: 'people', owner_id: null, epoch: 4 })
    await say('still here')
    expect(await conversation()).toMatchObject({ epoch: 5, inbound_count: 1, status: 'open' })
  })

  it('does not reopen what is closed', async () => {
    await set({ status: 'closed' })
    await say('for the record')
    expect(await conversation()).toMatchObject({ status: 'closed' })
  })

  it('with a note takes nothing over and sends nothing out', async () => {
    await onMedium()
    await set({ owner_kind: 'assistant', owner_id: 'a1', epoch: 3 })
    await say('she sounds cross', teammate(), 'note')
    expect(await conversation()).toMatchObject({ owner_kind: 'assistant', owner_id: 'a1', epoch: 3 })
    expect((await messages()).at(-1)).toMatchObject({ kind: 'note', direction: 'outbound', delivery: 'none' })
    expect(await jobs()).toEqual([])
  })
})

describe('an answer on a channel that must be carried', () => {
  it('is pending, with one job to deliver it', async () => {
    await onMedium()
    const { messageId } = await say('on its way')
    expect((await messages()).at(-1)).toMatchObject({ id: messageId, delivery: 'pending' })
    const [job, ...more] = await jobs()
    expect(more).toEqual([])
    expect(job).toMatchObject({
      kind: 'deliver',
      lane: `deliver ${conversationId}`,
      state: 'pending',
      attempt: 0,
    })
    expect(JSON.parse(job?.payload ?? '')).toEqual({ conversationId, messageId })
  })

  it('waits its turn in the lane of its conversation', async () => {
    await onMedium()
    for (const body of ['one', 'two', 'three']) await say(body)
    const rows = (await jobs()).sort((a, b) => a.position - b.position)
    expect(new Set(rows.map((job) => job.lane)).size).toBe(1)
    expect(new Set(rows.map((job) => job.position)).size).toBe(3)
    const ids = (await messages()).slice(1).map((message) => message.id)
    expect(rows.map((job) => JSON.parse(job.payload).messageId)).toEqual(ids)
  })

  it('is not needed for what the contact wrote, or where clients fetch', async () => {
    await say('on the tickets channel')
    await onMedium()
    await say('from outside', ada)
    expect(await jobs()).toEqual([])
    expect((await messages()).map((message) => message.delivery)).toEqual(['none', 'none', 'none'])
  })
})

describe('the order of messages', () => {
  it('is one seq after another, with strictly increasing times, while the clock stands still', async () => {
    for (let n = 0; n < 5; n++) await say(`message ${n}`, n % 2 ? ada : teammate())
    const rows = await messages()
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5, 6])
    const times = rows.map((row) => Date.parse(row.created_at))
    expect(times).toEqual([0, 1, 2, 3, 4, 5].map((n) => clock.now() + n))
    expect(await conversation()).toMatchObject({ last_message_at: rows.at(-1)?.created_at, next_seq: 7 })
  })

  it('survives a clock that is set back', async () => {
    clock.advance(-3_600_000)
    await say('an hour ago, says the clock')
    clock.advance(3_600_000)
    const [first, second] = await messages()
    expect(Date.parse(second?.created_at ?? '')).toBe(Date.parse(first?.created_at ?? '') + 1)
  })

  it('has no gap and no twin when many write at once', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => say(`message ${n}`, n % 2 ? ada : teammate())))
    const rows = await messages()
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 31 }, (_, n) => n + 1))
    expect(new Set(rows.map((row) => row.created_at)).size).toBe(31)
    expect(rows.map((row) => row.created_at)).toEqual(rows.map((row) => row.created_at).sort())
    expect(await conversation()).toMatchObject({ epoch: 15, inbound_count: 16 })
  })
})

describe('unread', () => {
  it('counts what came in since this teammate last looked', async () => {
    const unread = async () =>
      (await findConversation(app.core.read, to.org, to.ownerId, conversationId))?.unread
    expect(await unread()).toBe(1)
    await say('hello?', ada)
    await say('yes?')
    await say('a note', teammate(), 'note')
    expect(await unread()).toBe(2)
    const seen = { org_id: to.org, conversation_id: conversationId, teammate_id: to.ownerId, inbound_seen: 2 }
    await meddle(app, (db) => db.insertInto('conversation_read').values(seen).execute())
    expect(await unread()).toBe(0)
    await say('still there?', ada)
    expect(await unread()).toBe(1)
  })
})

it('answers an unknown and a foreign conversation alike', async () => {
  const other = await app.organisation()
  const author = { kind: 'teammate' as const, id: other.ownerId, name: null }
  for (const id of [conversationId, newId(), '']) {
    const args = {
      org: other.org,
      conversationId: id,
      kind: 'message' as const,
      author,
      body: 'x',
      seenSeq: null,
    }
    await expect(app.core.run('reply', args)).rejects.toMatchObject({
      code: 'not_found',
      message: 'conversation not found',
    })
  }
  expect(await messages()).toHaveLength(1)
})
