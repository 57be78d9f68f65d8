// The sample workspace, filled on whichever engine this run tests: is it as told, and does the house still add up?
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillDemo, isFilled } from '../src/cli/demo/fill.ts'
import { wrongTallies } from '../src/core/conversations/tallies/queries.ts'
import { parseDialogues, readDialogues } from '../src/core/sample/dialogues.ts'
import { LANGUAGES } from '../src/core/sample/people.ts'
import { latestSeq, listEvents } from '../src/core/spine/queries.ts'
import { createTestApp, PASSWORD, type TestApp, type TestOrganisation, testClock } from './app.ts'

const clock = testClock(Date.parse('2026-11-18T13:20:00Z'))
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
  to = await app.organisation()
  const done = await fillDemo(app, to.org, { seed: 1, password: PASSWORD })
  expect(done).toMatchObject({ conversations: 300, contacts: 120, companies: 30 })
}, 120_000)
afterAll(() => app.close())

const read = () => app.core.read
const conversations = (org = to.org) =>
  read()
    .selectFrom('conversation')
    .selectAll()
    .where('org_id', '=', org)
    .orderBy('source_specific_id')
    .execute()
const messages = (org = to.org) =>
  read()
    .selectFrom('message')
    .selectAll()
    .where('org_id', '=', org)
    .orderBy('conversation_id')
    .orderBy('seq')
    .execute()
const rows = async (table: 'event' | 'job' | 'audit' | 'attachment' | 'contact' | 'company' | 'session') =>
  (await read().selectFrom(table).select('org_id').where('org_id', '=', to.org).execute()).length

function tally(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

it('has 300 conversations over four kinds of channel, in every state, on the past ninety days', async () => {
  const all = await conversations()
  expect(all).toHaveLength(300)
  const channels = await read()
    .selectFrom('channel')
    .select(['id', 'kind'])
    .where('org_id', '=', to.org)
    .execute()
  const kinds = tally(all.map(({ channel_id }) => channels.find(({ id }) => id === channel_id)?.kind ?? '?'))
  expect(Object.keys(kinds).sort()).toEqual(['assistants', 'chat', 'medium', 'tickets'])
  for (const count of Object.values(kinds)) expect(count).toBeGreaterThan(25)
  const states = tally(all.map(({ status }) => status))
  expect(Object.keys(states).sort()).toEqual(['closed', 'open', 'pending', 'snoozed'])
  for (const count of Object.values(states)) expect(count).toBeGreaterThan(4)
  for (const { created_at, last_message_at, status, snoozed_until } of all) {
    expect(clock.now() - Date.parse(created_at)).toBeLessThan(91 * 24 * 3_600_000)
    expect(Date.parse(last_message_at)).toBeLessThan(clock.now())
    expect(snoozed_until !== null && Date.parse(snoozed_until) > clock.now()).toBe(status === 'snoozed')
  }
  expect(new Set(all.map(({ contact_id }) => contact_id)).size).toBeGreaterThan(80)
  expect(all.filter(({ priority }) => priority !== null).length).toBeGreaterThan(40)
  expect(all.filter(({ assignee_id }) => assignee_id === null).length).toBeGreaterThan(10)
})

it('has teammates who can sign in, and leaves some of it unread for the owner', async () => {
  const team = await read()
    .selectFrom('teammate')
    .select(['id', 'email', 'role'])
    .where('org_id', '=', to.org)
    .execute()
  expect(tally(team.map(({ role }) => role))).toEqual({ owner: 1, admin: 1, agent: 4 })
  const answer = await app.http.inject({
    method: 'POST',
    url: '/api/manage/session',
    payload: { email: 'aiko@parley-demo.example', password: PASSWORD },
  })
  expect(answer.statusCode).toBe(200)
  const seen = await read()
    .selectFrom('conversation_read')
    .selectAll()
    .where('teammate_id', '=', to.ownerId)
    .execute()
  const unread = (await conversations()).filter(
    ({ id, inbound_count }) =>
      inbound_count > (seen.find((mark) => mark.conversation_id === id)?.inbound_seen ?? 0),
  )
  expect(unread.length).toBeGreaterThan(4)
  expect(unread.length).toBeLessThan(60)
  expect(unread.every(({ status }) => status === 'open')).toBe(true)
})

it('moves the tallies to where its conversations are', async () => {
  expect(await wrongTallies(app.core.read)).toEqual([])
})

it('numbers tickets and files without a gap, and messages in strictly increasing time', async () => {
  const numbers = (await conversations()).flatMap(({ number }) => number ?? [])
  expect(numbers).toEqual(numbers.map((_, place) => `ASM-${place + 1}`))
  const files = read()
    .selectFrom('attachment')
    .select(['number', 'sha256', 'byte_size'])
    .where('org_id', '=', to.org)
  const kept = await files.orderBy('number').execute()
  expect(kept.map(({ number }) => number)).toEqual(kept.map((_, place) => place + 1))
  expect(kept.length).toBeGreaterThan(40)
  for (const { sha256, byte_size } of kept.slice(0, 10)) {
    const blob = await app.blobs.open(sha256 ?? '')
    blob?.stream.destroy()
    expect(blob?.size).toBe(byte_size)
  }
  let previous: Awaited<ReturnType<typeof messages>>[number] | undefined
  for (const message of await messages()) {
    const sameOne = previous?.conversation_id === message.conversation_id
    expect(message.seq).toBe(sameOne ? (previous?.seq ?? 0) + 1 : 1)
    if (sameOne) expect(message.created_at > (previous?.created_at ?? '')).toBe(true)
    previous = message
  }
})

it('leaves no slot of the corpus unfilled', async () => {
  const texts = [
    ...(await messages()).map(({ body }) => body),
    ...(await conversations()).map(({ title }) => title),
  ]
  for (const text of texts) {
    expect(text).not.toMatch(/\[\[|\]\]|\|\|/)
    expect(text).not.toMatch(
      /\{(name|fullname|agent|company|city|product|order|tracking|amount|version|day|ago)\}/,
    )
  }
})

describe('the spine', () => {
  it('has an event for everything, its last seq is the counter, and no job but those that wake', async () => {
    const last = await latestSeq(read(), to.org)
    expect(await rows('event')).toBe(last)
    expect((await listEvents(read(), to.org, { after: last - 1, limit: 9 })).map(({ seq }) => seq)).toEqual([
      last,
    ])
    const types = read().selectFrom('event').select('type').where('org_id', '=', to.org)
    const told = tally((await types.execute()).map(({ type }) => type))
    const said = (await messages()).filter(({ kind }) => kind !== 'event').length
    const done = (await messages()).length - said
    expect(told).toMatchObject({
      'conversation.opened': 300,
      'message.created': said,
      'conversation.updated': done,
      'contact.created': 120,
      'company.created': 30,
    })
    const jobs = read().selectFrom('job').select('kind').where('org_id', '=', to.org)
    const snoozed = (await conversations()).filter(({ status }) => status === 'snoozed').length
    expect(tally((await jobs.execute()).map(({ kind }) => kind))).toEqual({ wakeConversation: snoozed })
    expect((await messages()).every(({ delivery }) => delivery === 'none')).toBe(true)
  })

  it('is as it was after a second time', async () => {
    expect(await isFilled(app.core, to.org)).toBe(true)
    const count = async () => [
      await latestSeq(read(), to.org),
      await rows('audit'),
      await rows('contact'),
      await rows('company'),
      await rows('attachment'),
      (await messages()).length,
    ]
    const before = await count()
    const again = await fillDemo(app, to.org, { seed: 1, password: PASSWORD })
    expect([again.joined, again.conversations]).toEqual([[], 0])
    expect(await count()).toEqual(before)
  }, 60_000)
})

it('tells the same stories for the same seed, and others for another', async () => {
  const [same, other] = [await app.organisation(), await app.organisation()]
  expect(await isFilled(app.core, same.org)).toBe(false)
  await fillDemo(app, same.org, { seed: 1, password: PASSWORD })
  await fillDemo(app, other.org, { seed: 2, password: PASSWORD })
  const told = async (org: TestOrganisation) =>
    (await conversations(org.org)).map(({ title, status, created_at, priority }) => [
      title,
      status,
      created_at,
      priority,
    ])
  const first = await told(to)
  expect(await told(same)).toEqual(first)
  expect(await told(other)).not.toEqual(first)
}, 120_000)

describe('the corpus', () => {
  const dialogues = readDialogues()

  it('has something to say in every language and on every kind of channel', () => {
    expect(new Set(dialogues.map(({ language }) => language))).toEqual(new Set(LANGUAGES))
    for (const kind of ['tickets', 'chat', 'medium', 'assistants'] as const)
      expect(dialogues.filter(({ on }) => on.includes(kind)).length).toBeGreaterThan(10)
  })

  it.each([
    ['one without a beginning', '== x\non: chat\n<< hello', 'x: a dialogue begins with the contact'],
    ['an unknown kind', '== x\non: fax\n>> hello', 'x: fax is none of tickets'],
    ['an unknown language', '== x\non: chat\nlang: tlh\n>> hello', 'x: tlh is none of'],
    ['a line of nobody', '== x\non: chat\nhello', 'what is "hello"?'],
  ])('refuses %s', (_, text, sentence) => {
    expect(() => parseDialogues(text, 'test.txt')).toThrow(sentence)
  })
})
