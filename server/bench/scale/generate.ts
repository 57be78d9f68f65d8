// A workspace of any size, written straight into the tables: what would take an hour through the API takes minutes.

import { BEFORE_UNNUMBERED } from '../../src/core/conversations/numbers/queries.ts'
import { newId, type OrgId, timeOf, withUuidShape } from '../../src/core/ids.ts'
import { documentOf } from '../../src/core/search/document.ts'
import { sortNameOf } from '../../src/core/sort-name.ts'
import { putEntry } from '../../src/db/full-text.ts'
import type { Schema, Tx } from '../../src/db/schema.ts'
import { openWriter, type SqliteFile } from '../../src/db/sqlite.ts'
import { pick, type Random, randomFrom, textOf, wordOf } from './corpus.ts'

export type Size = { conversations: number; messages: number }

const YEAR = 365 * 86_400_000
const SPAN = 3 * YEAR
/** One large transaction would keep all its pages in memory. */
const CONVERSATIONS_AT_ONCE = 2_000
const TEAMMATES = 20

type Row<T extends keyof Schema> = { [Column in keyof Schema[T]]?: Schema[T][Column] }
type Insert = <T extends keyof Schema>(table: T, row: Row<T>) => void

/** Adds to the set-up, stopped workspace at `path`; its tickets, messages, events, counters and search rows. */
export async function generate(path: string, size: Size, report: (done: number) => void): Promise<void> {
  const file = openWriter(path)
  // Nothing here is anybody's: a crash means to begin again.
  file.raw.exec('pragma synchronous = off; pragma foreign_keys = off; pragma cache_size = -262144')
  const insert = inserter(file)
  const random = randomFrom(size.conversations)
  const { org, owner, channels } = await workspaceIn(file)
  const team = [owner, ...teammates(org, insert)]
  const people = contacts(org, random, insert, Math.ceil(size.conversations / 5))
  const ends = { ticket: 0, unnumbered: 0, event: await lastEvent(file, org) }
  const started = Date.now() - SPAN
  const perConversation = size.messages / size.conversations
  for (let done = 0; done < size.conversations; ) {
    file.raw.exec('begin')
    const until = Math.min(size.conversations, done + CONVERSATIONS_AT_ONCE)
    for (; done < until; done++) {
      const at = started + Math.floor((SPAN * done) / size.conversations)
      const count = Math.floor((done + 1) * perConversation) - Math.floor(done * perConversation)
      const contact = pick(random, people)
      const given = {
        org,
        at,
        channel: pick(random, channels),
        contact,
        team,
        count,
        last: done / size.conversations,
      }
      await conversation(file, insert, random, given, ends)
    }
    file.raw.exec('commit')
    report(done)
  }
  finish(file, org, ends)
  file.raw.exec('analyze; pragma wal_checkpoint(truncate)')
  file.raw.close()
}

function inserter({ raw }: SqliteFile): Insert {
  const statements = new Map<string, ReturnType<typeof raw.prepare>>()
  return (table, row) => {
    const columns = Object.keys(row)
    const key = `${table} ${columns.length}`
    const known =
      statements.get(key) ??
      raw.prepare(`insert into ${table} (${columns}) values (${columns.map(() => '?')})`)
    statements.set(key, known)
    known.run(...(Object.values(row) as (string | number | null)[]))
  }
}

async function workspaceIn({ db }: SqliteFile) {
  const owner = await db.selectFrom('teammate').select(['id', 'name', 'org_id']).executeTakeFirstOrThrow()
  const channels = await db.selectFrom('channel').select(['id', 'kind']).execute()
  return { org: owner.org_id, owner, channels }
}

async function lastEvent({ db }: SqliteFile, org: OrgId): Promise<number> {
  const counter = db
    .selectFrom('counter')
    .select('value')
    .where('org_id', '=', org)
    .where('name', '=', 'event')
  return (await counter.executeTakeFirstOrThrow()).value
}

type Named = { id: string; name: string }

function teammates(org: OrgId, insert: Insert): Named[] {
  return Array.from({ length: TEAMMATES - 1 }, (_, n) => {
    const mate = { id: newId(), name: `${capital(wordOf(2_000 + n))} ${capital(wordOf(9_000 + n))}` }
    const email = `mate${n}@example.com`
    insert('teammate', {
      org_id: org,
      ...mate,
      email,
      email_canonical: email,
      role: 'agent',
      created_at: timeOf(Date.now() - SPAN),
    })
    return mate
  })
}

type Person = Named & { email: string }

function contacts(org: OrgId, random: Random, insert: Insert, count: number): Person[] {
  const at = timeOf(Date.now() - SPAN)
  return Array.from({ length: count }, (_, n) => {
    const [first, last] = [1_000, 20_000].map((range) => wordOf(Math.floor(random() * range)))
    const person = {
      id: withUuidShape(newId()),
      name: `${capital(first ?? '')} ${capital(last ?? '')}`,
      email: `${first}.${last}${n}@mail.example`,
    }
    const sort_name = sortNameOf(person.name)
    insert('contact', {
      org_id: org,
      ...person,
      phones: '[]',
      sort_name,
      verified: 0,
      created_at: at,
      updated_at: at,
    })
    insert('contact_identity', { org_id: org, kind: 'email', value: person.email, contact_id: person.id })
    return person
  })
}

const capital = (word: string) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`

type Ends = { ticket: number; unnumbered: number; event: number }

type Given = {
  org: OrgId
  at: number
  channel: { id: string; kind: string }
  contact: Person
  team: readonly Named[]
  count: number
  /** How near to the present: what is old is closed. */
  last: number
}

const TAGS = ['billing', 'refund', 'bug', 'shipping', 'vip', 'spare-part']

async function conversation(
  file: SqliteFile,
  insert: Insert,
  random: Random,
  given: Given,
  ends: Ends,
): Promise<void> {
  const { org, at, channel, contact, team, count } = given
  const id = newId(at)
  const number = channel.kind === 'tickets' ? `ASM-${++ends.ticket}` : null
  const bodies = Array.from({ length: count }, () => textOf(random, 8 + Math.floor(random() ** 3 * 120)))
  const title = (bodies[0] ?? '').slice(0, 80)
  const status =
    random() < given.last ** 30 ? pick(random, ['open', 'open', 'pending', 'snoozed'] as const) : 'closed'
  const assignee = random() < 0.7 ? pick(random, team) : null
  const lastAt = timeOf(at + (count - 1) * 60_000)
  const inbound = Math.ceil(count / 2)
  insert('conversation', {
    org_id: org,
    id,
    number,
    serial: number === null ? BEFORE_UNNUMBERED + ++ends.unnumbered : ends.ticket,
    title,
    status,
    priority: random() < 0.02 ? 'high' : null,
    channel_id: channel.id,
    source_specific_id: null,
    contact_id: contact.id,
    assignee_id: assignee?.id ?? null,
    owner_kind: 'people',
    epoch: 0,
    additional_properties: '{}',
    snoozed_until: status === 'snoozed' ? timeOf(Date.now() + YEAR) : null,
    next_seq: count + 1,
    inbound_count: inbound,
    message_count: count,
    last_message_at: lastAt,
    created_at: timeOf(at),
    updated_at: lastAt,
  })
  const common = random()
  if (common < 0.2) insert('conversation_tag', { org_id: org, conversation_id: id, tag: pick(random, TAGS) })
  if (common < 0.0005) insert('conversation_tag', { org_id: org, conversation_id: id, tag: 'recall-2026' })
  const actor = JSON.stringify({ kind: 'contact', id: contact.id, name: contact.name })
  const event = (type: string, data: object, time: number) =>
    insert('event', {
      org_id: org,
      seq: ++ends.event,
      type,
      conversation_id: id,
      actor,
      data: JSON.stringify(data),
      at: timeOf(time),
    })
  event('conversation.opened', { number, title, channel }, at)
  for (const [index, body] of bodies.entries()) {
    const fromContact = index % 2 === 0
    const author = fromContact ? contact : (assignee ?? team[0] ?? contact)
    const message = newId(at + index * 60_000)
    const time = timeOf(at + index * 60_000)
    const direction = fromContact ? 'inbound' : 'outbound'
    insert('message', {
      org_id: org,
      id: message,
      conversation_id: id,
      seq: index + 1,
      kind: 'message',
      direction,
      author_kind: fromContact ? 'contact' : 'teammate',
      author_id: author.id,
      author_name: author.name,
      body,
      delivery: 'none',
      metadata: '{}',
      created_at: time,
    })
    const said = { id: author.id, name: author.name }
    event(
      'message.created',
      {
        message_id: message,
        seq: index + 1,
        kind: 'message',
        direction,
        author: { kind: 'contact', ...said },
        preview: body.slice(0, 200),
        attachments: 0,
      },
      at + index * 60_000,
    )
    const text = documentOf({
      body,
      kind: 'message',
      author: { ...said, address: fromContact ? contact.email : null },
      recipient: fromContact ? null : { name: contact.name, address: contact.email },
      channelId: channel.id,
      at: time,
      heading: index === 0 ? { number, title } : null,
      files: [],
    })
    // Only `perform` makes such a handle; here nobody else holds the file.
    await putEntry(file.db as Tx, org, { conversation: id, message, at: time, text })
  }
}

function finish({ raw }: SqliteFile, org: OrgId, ends: Ends): void {
  // As the migration fills them: what is open and nobody's counts from the ticket counter.
  raw.exec(`insert into conversation_tally (org_id, assignee_id, status, value)
    select org_id, coalesce(assignee_id, ''), status, count(*) from conversation
    group by org_id, coalesce(assignee_id, ''), status
    on conflict do update set value = value + excluded.value`)
  raw
    .prepare(`insert into conversation_tally (org_id, assignee_id, status, value) values (?, '', 'open', ?)
    on conflict do update set value = value + excluded.value`)
    .run(org, -ends.ticket)
  const set = raw.prepare('update counter set value = ? where org_id = ? and name = ?')
  set.run(ends.event, org, 'event')
  set.run(ends.ticket, org, 'ticket')
  set.run(ends.unnumbered, org, 'unnumbered')
  raw
    .prepare('insert or replace into search_progress (org_id, seq, generation) values (?, ?, 0)')
    .run(org, ends.event)
}
