import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  NOBODY,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../../test/app.ts'
import type { ChannelKind } from '../../../db/schema.ts'
import { newId } from '../../ids.ts'
import { listMessages } from '../../messages/queries.ts'
import { latestSeq, listEvents } from '../../spine/queries.ts'
import type { VerbArgs } from '../../verbs.ts'
import { findConversation } from '../queries.ts'
import type { PastEntry } from './past-entries.ts'

type Args = VerbArgs<'importConversation'>

const clock = testClock()
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const DAY = 24 * 3_600_000
/** Minutes into a day long ago. */
const at = (minute: number) => new Date(clock.now() - 60 * DAY + minute * 60_000).toISOString()
const noor = () => ({ kind: 'teammate' as const, id: to.ownerId, name: 'Noor' })
const asks = (minute: number, body = 'The lid does not close'): PastEntry => ({
  kind: 'message',
  at: at(minute),
  author: 'contact',
  body,
})
const answers = (minute: number, body = 'A new one is on its way'): PastEntry => ({
  kind: 'message',
  at: at(minute),
  author: noor(),
  body,
})
const does = (minute: number, wanted: Extract<PastEntry, { kind: 'event' }>['wanted']): PastEntry => ({
  kind: 'event',
  at: at(minute),
  actor: noor(),
  wanted,
})

const bring = (entries: PastEntry[], more: Partial<Args> = {}) =>
  app.core.run('importConversation', {
    org: to.org,
    channelId: to.ticketsChannel,
    actor: noor(),
    sourceSpecificId: 'old-1',
    title: null,
    contact: { ...NOBODY, email: 'ada@example.com', name: 'Ada' },
    additional_properties: '{}',
    entries,
    seen: [],
    ...more,
  })
const shown = async (id: string) => await findConversation(app.core.read, to.org, to.ownerId, id)
const messages = (id: string) => listMessages(app.core.read, to.org, id, { after: 0, limit: 200 })
const events = async () =>
  (await listEvents(app.core.read, to.org, { after: 2, limit: 200 })).map((row) => ({
    type: row.type,
    actor: JSON.parse(row.actor),
    data: JSON.parse(row.data),
  }))
const jobs = () => app.core.read.selectFrom('job').selectAll().where('org_id', '=', to.org).execute()
const channel = async (kind: ChannelKind) =>
  (await app.core.run('addChannel', { org: to.org, actor: noor(), kind, name: kind })).channelId

it('is stored with its own times, and ends where its entries leave it', async () => {
  const tags = ['lid', 'warranty']
  const { conversationId, number, imported } = await bring([
    asks(0, 'The lid\ndoes not close'),
    does(1, { assignee_id: to.ownerId, priority: 'high', tags }),
    answers(30),
    { kind: 'note', at: at(31), author: noor(), body: 'third one this week' },
    does(40, { status: 'closed' }),
  ])
  expect([number, imported]).toEqual(['ASM-1', true])
  const conversation = await shown(conversationId)
  expect(conversation).toMatchObject({
    title: 'The lid',
    status: 'closed',
    priority: 'high',
    assignee_id: to.ownerId,
    contact_name: 'Ada',
    source_specific_id: 'old-1',
    created_at: at(0),
    last_message_at: at(31),
    updated_at: at(40),
    unread: 1,
  })
  const rows = await messages(conversationId)
  expect(rows.map((row) => [row.seq, row.kind, row.direction, row.delivery, row.created_at])).toEqual([
    [1, 'message', 'inbound', 'none', at(0)],
    [2, 'event', 'outbound', 'none', at(1)],
    [3, 'message', 'outbound', 'none', at(30)],
    [4, 'note', 'outbound', 'none', at(31)],
    [5, 'event', 'outbound', 'none', at(40)],
  ])
  expect(rows[1]?.body).toBe(
    'assigned it to Noor Valdis, set its priority to high and added the tags lid, warranty',
  )
  // Life goes on after it, in the same order.
  await app.core.run('reply', {
    org: to.org,
    conversationId,
    kind: 'message',
    author: { ...noor(), kind: 'contact' },
    body: 'again',
    seenSeq: 5,
  })
  expect(await shown(conversationId)).toMatchObject({ status: 'open', unread: 2 })
  expect((await messages(conversationId)).at(-1)).toMatchObject({ seq: 6 })
})

it('is told by the events any conversation has, all marked, and the feed ends at its counter', async () => {
  const { conversationId } = await bring([
    asks(0),
    does(1, { status: 'closed' }),
    asks(5, 'It fell off again'),
    // Says nothing new, so it leaves nothing.
    does(6, { status: 'open' }),
    answers(7),
  ])
  const told = await events()
  expect(told.map((event) => event.type)).toEqual([
    'conversation.opened',
    'message.created',
    'conversation.updated',
    'conversation.reopened',
    'message.created',
    'message.created',
    'contact.created',
  ])
  // The contact is as new as any other.
  const past = told.slice(0, -1)
  expect(past.every((event) => event.data.imported === true)).toBe(true)
  expect(told[0]).toMatchObject({
    actor: { kind: 'contact', name: 'Ada' },
    data: {
      number: 'ASM-1',
      title: 'The lid does not close',
      channel: { id: to.ticketsChannel, kind: 'tickets' },
    },
  })
  expect(past.at(-1)).toMatchObject({ actor: noor(), data: { seq: 4, preview: 'A new one is on its way' } })
  expect(await latestSeq(app.core.read, to.org)).toBe(2 + told.length)
  expect((await messages(conversationId)).map((row) => row.seq)).toEqual([1, 2, 3, 4])
  expect(await shown(conversationId)).toMatchObject({ status: 'open', unread: 2 })
  expect(await jobs()).toEqual([])
})

it('a second time changes nothing and says what is there', async () => {
  const first = await bring([asks(0)])
  const seq = await latestSeq(app.core.read, to.org)
  expect(await bring([asks(0), answers(1)])).toEqual({ ...first, imported: false })
  expect(await messages(first.conversationId)).toHaveLength(1)
  expect(await latestSeq(app.core.read, to.org)).toBe(seq)
  const next = await app.core.run('openTicket', ticketArgs(to))
  expect(next.number).toBe('ASM-2')
})

it('many at once of one source id are one, and leave no gap in the numbers', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => bring([asks(0), answers(1)])))
  const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  expect(done.filter(({ imported }) => imported)).toHaveLength(1)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' })
  expect((await bring([asks(0)], { sourceSpecificId: 'old-2' })).number).toBe('ASM-2')
})

describe('on the kinds of channel', () => {
  it.each<[ChannelKind, string | null]>([
    ['tickets', 'ASM-1'],
    ['chat', null],
    ['medium', null],
    ['assistants', null],
  ])('on %s it is numbered %s, and no answer is sent out', async (kind, number) => {
    const imported = await bring([asks(0), answers(1)], { channelId: await channel(kind) })
    expect(imported.number).toBe(number)
    expect((await messages(imported.conversationId)).map((row) => row.delivery)).toEqual(['none', 'none'])
    expect(await jobs()).toEqual([])
  })
})

it('sleeps on, with the one job that wakes it', async () => {
  const until = new Date(clock.now() + DAY).toISOString()
  const { conversationId } = await bring([asks(0), does(1, { status: 'snoozed', snoozed_until: until })])
  expect(await shown(conversationId)).toMatchObject({ status: 'snoozed', snoozed_until: until })
  const [job, ...more] = await jobs()
  expect(more).toEqual([])
  expect(job).toMatchObject({ kind: 'wakeConversation', run_at: until })
  expect(JSON.parse(job?.payload ?? '')).toEqual({ conversationId, until })
  // Woken by the contact before it ended, it leaves none.
  await bring([asks(0), does(1, { status: 'snoozed', snoozed_until: until }), asks(2)], {
    sourceSpecificId: 'b',
  })
  expect(await jobs()).toHaveLength(1)
})

it('knows how far each teammate had read', async () => {
  const entries = [asks(0), answers(1), asks(2), asks(3)]
  for (const [entry, unread] of [
    [1, 2],
    [2, 2],
    [3, 1],
    [4, 0],
  ] as const) {
    const seen = [{ teammateId: to.ownerId, entry }]
    const { conversationId } = await bring(entries, { sourceSpecificId: `old-${entry}`, seen })
    expect(await shown(conversationId)).toMatchObject({ unread })
    expect((await events()).at(-1)).toMatchObject({
      type: 'conversation.read',
      data: { teammate_id: to.ownerId, unread },
    })
  }
})

it('brings its files along, numbered like any others', async () => {
  const file = {
    state: 'stored' as const,
    sha256: 'a'.repeat(64),
    byte_size: 3,
    filename: 'lid.txt',
    content_type: 'text/plain',
    width: null,
    height: null,
  }
  const withFiles = { ...asks(0), files: [file, { ...file, filename: 'two.txt' }] } as PastEntry
  const { conversationId } = await bring([withFiles])
  const rows = app.core.read
    .selectFrom('attachment')
    .select(['number', 'filename', 'created_at'])
    .where('conversation_id', '=', conversationId)
    .orderBy('number')
  expect(await rows.execute()).toEqual([
    { number: 1, filename: 'lid.txt', created_at: at(0) },
    { number: 2, filename: 'two.txt', created_at: at(0) },
  ])
  const said = (await events()).filter((event) => event.type === 'message.created')
  expect(said.at(-1)).toMatchObject({ data: { attachments: 2 } })
  expect(await jobs()).toEqual([])
})

describe('is refused, and leaves nothing,', () => {
  it.each<[string, () => PastEntry[], Partial<Args>, object]>([
    ['without entries', () => [], {}, { code: 'invalid', details: { field: 'entries' } }],
    ['without a message to begin with', () => [does(0, { status: 'closed' })], {}, { code: 'invalid' }],
    ['with two entries at one time', () => [asks(0), answers(0)], {}, { code: 'invalid' }],
    ['with entries out of order', () => [asks(5), answers(4)], {}, { code: 'invalid' }],
    ['from the future', () => [asks(60 * 24 * 60 + 1)], {}, { code: 'invalid' }],
    [
      'of more entries than one verb can name',
      () => Array.from({ length: 1_001 }, (_, n) => asks(n)),
      {},
      { code: 'invalid' },
    ],
    [
      'for somebody who does not work here',
      () => [asks(0), does(1, { assignee_id: newId() })],
      {},
      { code: 'invalid', details: { field: 'assignee_id' } },
    ],
    [
      'on a channel there is not',
      () => [asks(0)],
      { channelId: newId() },
      { code: 'not_found', message: 'channel not found' },
    ],
  ])('%s', async (_, entries, more, refusal) => {
    await expect(bring(entries(), more)).rejects.toMatchObject(refusal)
    expect(await latestSeq(app.core.read, to.org)).toBe(2)
    expect((await bring([asks(0)])).number).toBe('ASM-1')
  })

  it('on a channel of somebody else', async () => {
    const other = await app.organisation()
    await expect(bring([asks(0)], { channelId: other.ticketsChannel })).rejects.toMatchObject({
      code: 'not_found',
      message: 'channel not found',
    })
  })
})
