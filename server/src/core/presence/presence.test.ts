import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { chatCalls } from '../../../test/chat-calls.ts'
import { meddle } from '../../../test/meddle.ts'
import { memoryBus } from '../../bus/memory.ts'
import { hashSecret } from '../accounts/secrets.ts'
import { findVisitor } from '../chat/queries.ts'
import { newId, type OrgId } from '../ids.ts'
import { createPresence, type Doing, type Presence, type Present } from './presence.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let bus = memoryBus()
const hints: string[] = []
const nodes: Presence[] = []
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  bus = memoryBus()
  bus.subscribe('presence', (payload) => hints.push(payload))
})
afterEach(() => {
  for (const node of nodes.splice(0)) node.close()
  hints.length = 0
})

/** Those that share a bus are nodes of one server. */
function newNode(): Presence {
  const onError = (error: unknown) => {
    throw error
  }
  const node = createPresence({ read: app.core.read, bus, now: clock.now, node: newId(), onError })
  nodes.push(node)
  return node
}

const owner = () => ({ kind: 'teammate' as const, id: to.ownerId, name: 'Noor Valdis' })
const doing = (more: Partial<Doing> = {}): Doing => ({
  status: 'online',
  conversationId: null,
  typing: false,
  note: false,
  draftLength: null,
  ...more,
})
/** Everything they were pushed, from now on. */
function pushed(node: Presence, org = to.org): Present[] {
  const seen: Present[] = []
  node.subscribe(org, (change) => seen.push(change))
  return seen
}
async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 5_000; !condition() && Date.now() < deadline; ) await sleep(5)
  expect(condition()).toBe(true)
}
/** Longer than a node takes to look for who is gone. */
const aTick = () => sleep(1_100)

it('tells at once who came, and of a change, but not of a heartbeat that says the same', () => {
  const node = newNode()
  const seen = pushed(node)
  node.beat(to.org, owner(), doing())
  const since = clock.now()
  expect(node.list(to.org)).toEqual([{ ...owner(), ...doing(), at: since }])
  clock.advance(20_000)
  node.beat(to.org, owner(), doing())
  node.beat(to.org, owner(), doing({ conversationId: 'c', typing: true, draftLength: 7 }))
  node.beat(to.org, owner(), doing({ conversationId: 'c', typing: true, draftLength: 7 }))
  expect(seen).toEqual([
    { ...owner(), ...doing(), at: since },
    { ...owner(), ...doing({ conversationId: 'c', typing: true, draftLength: 7 }), at: since + 20_000 },
  ])
  expect(node.list(to.org)).toHaveLength(1)
})

it('says offline once, 45 seconds after the last heartbeat, and no sooner', async () => {
  const node = newNode()
  node.beat(to.org, owner(), doing({ conversationId: 'c', typing: true }))
  const seen = pushed(node)
  clock.advance(44_000)
  node.beat(to.org, owner(), doing({ conversationId: 'c', typing: true }))
  clock.advance(45_000)
  await aTick()
  expect(node.list(to.org)).toHaveLength(1)
  clock.advance(1)
  expect(node.list(to.org)).toEqual([])
  await aTick()
  await aTick()
  expect(seen).toEqual([{ ...owner(), ...doing(), status: 'offline', at: clock.now() }])
  // Whoever comes back is told of again.
  node.beat(to.org, owner(), doing())
  expect(seen.slice(1)).toEqual([{ ...owner(), ...doing(), at: clock.now() }])
})

it('shows one organisation nothing of another, and nobody anything after unsubscribing', () => {
  const node = newNode()
  const other = pushed(node, 'other' as OrgId)
  const seen: Present[] = []
  node.subscribe(to.org, (change) => seen.push(change))()
  node.beat(to.org, owner(), doing())
  expect([other, node.list('other' as OrgId), seen]).toEqual([[], [], []])
})

it('is the same on every node, names looked up where only a hint came', async () => {
  const [a, b] = [newNode(), newNode()]
  const seen = pushed(b)
  a.beat(to.org, owner(), doing({ conversationId: 'c' }))
  await until(() => seen.length === 1)
  expect(seen).toEqual(a.list(to.org))
  expect(b.list(to.org)).toEqual(a.list(to.org))
  // Through another node the next time: still one person.
  b.beat(to.org, owner(), doing({ status: 'away' }))
  await until(() => a.list(to.org)[0]?.status === 'away')
  expect([a.list(to.org), b.list(to.org)].map((list) => list.length)).toEqual([1, 1])
})

it('says on every node that it is a note, which a node that knows nothing of notes takes for nothing', async () => {
  const [a, b] = [newNode(), newNode()]
  a.beat(to.org, owner(), doing({ conversationId: 'c', typing: true, note: true }))
  await until(() => b.list(to.org).length === 1)
  expect(b.list(to.org)[0]).toMatchObject({ typing: true, note: true })
  // What such a node asks: is it a 1?
  expect(hints.at(-1)).toContain(' c 2 - ')
  a.beat(to.org, owner(), doing({ conversationId: 'c', typing: true }))
  await until(() => b.list(to.org)[0]?.note === false)
  expect(b.list(to.org)[0]).toMatchObject({ typing: true })
})

it('types no more once it is sent, on every node, and of who does not type nothing is told', async () => {
  const [a, b] = [newNode(), newNode()]
  const seen = pushed(b)
  a.sent(to.org, owner())
  a.beat(to.org, owner(), doing({ conversationId: 'c', typing: true, draftLength: 7 }))
  await until(() => seen.length === 1)
  // The node that has the message need not be the one they told of it.
  b.sent(to.org, owner())
  b.sent(to.org, owner())
  await until(() => a.list(to.org)[0]?.typing === false)
  expect(a.list(to.org)).toMatchObject([doing({ conversationId: 'c' })])
  expect(seen).toHaveLength(2)
})

it('is known at once to a node that joins, as old as it is', async () => {
  const a = newNode()
  a.beat(to.org, owner(), doing({ conversationId: 'c', typing: true }))
  await sleep(1)
  clock.advance(30_000)
  const joined = newNode()
  const seen = pushed(joined)
  await until(() => seen.length === 1)
  expect(joined.list(to.org)).toEqual(a.list(to.org))
  // The first node is no more.
  a.close()
  clock.advance(15_001)
  await aTick()
  expect(seen.at(-1)).toMatchObject({ id: to.ownerId, status: 'offline' })
})

it('believes the later of two nodes', async () => {
  const [a, b] = [newNode(), newNode()]
  a.beat(to.org, owner(), doing({ conversationId: 'old' }))
  await until(() => b.list(to.org).length === 1)
  clock.advance(5_000)
  b.beat(to.org, owner(), doing({ conversationId: 'new' }))
  bus.publish(
    'presence',
    `beat elsewhere ${to.org} teammate ${to.ownerId} online old 0 - ${clock.now()} 4000`,
  )
  await sleep(20)
  expect(b.list(to.org)).toMatchObject([{ conversationId: 'new' }])
})

it('shows nobody who does not work here, or not any more', async () => {
  const node = newNode()
  const stranger = await app.organisation()
  const at = clock.now()
  bus.publish('presence', `beat elsewhere ${to.org} teammate ${stranger.ownerId} online - 0 - ${at} 0`)
  await meddle(app, (db) =>
    db
      .updateTable('teammate')
      .set({ disabled_at: '2026-01-01T00:00:00.000Z' })
      .where('id', '=', to.ownerId)
      .execute(),
  )
  bus.publish('presence', `beat elsewhere ${to.org} teammate ${to.ownerId} online - 0 - ${at} 0`)
  await sleep(50)
  expect(node.list(to.org)).toEqual([])
})

it.each([
  '',
  'beat',
  'ask',
  'beat n',
  `beat n o contact c online - 0 - ${Date.now()} 0`,
  `beat n o teammate t gone - 0 - ${Date.now()} 0`,
  'beat n o teammate t online - 0 - x 0',
  'beat n o teammate t online - 0 - 1',
  'beat n o teammate t online - 0 - 1 NaN',
  'something else',
  '{"node":1}',
])('passes over a hint it does not know: %j', async (payload) => {
  const node = newNode()
  bus.publish('presence', payload)
  await sleep(5)
  expect(node.list('o' as OrgId)).toEqual([])
})

it('keeps hints short, whatever a draft or a name is like', () => {
  const node = newNode()
  const person = { ...owner(), name: 'ñ'.repeat(10_000) }
  node.beat(to.org, person, doing({ conversationId: newId(), typing: true, draftLength: 1_000_000 }))
  node.list(to.org)
  return until(() => hints.length > 1).then(() => {
    expect(Math.max(...hints.map((hint) => hint.length))).toBeLessThan(200)
    expect(hints.join()).not.toContain('ñ')
  })
})

it('holds one entry for each person, and a thousand at most', () => {
  const node = newNode()
  for (let n = 0; n < 1_200; n++)
    for (const status of ['online', 'away'] as const)
      node.beat(to.org, { kind: 'teammate', id: newId(), name: 'x' }, doing({ status }))
  expect(node.list(to.org)).toHaveLength(1_000)
  const [first] = node.list(to.org)
  const known = first && { kind: first.kind, id: first.id, name: first.name }
  // Those who are known go on being heard.
  if (known) node.beat(to.org, known, doing({ typing: true }))
  expect(node.list(to.org).filter(({ typing }) => typing)).toHaveLength(1)
})

it('shows a visitor of a chat by the name in their conversation, on every node', async () => {
  const [here, there] = [newNode(), newNode()]
  const token = await chatCalls(app, to).open({ name: 'Jane Doe' })
  const { living_id: id } = (await findVisitor(app.core.read, to.org, hashSecret(token))) ?? { living_id: '' }
  const seen = pushed(there)
  here.beat(to.org, { kind: 'contact', id, name: 'Jane Doe' }, doing({ conversationId: id, typing: true }))
  await until(() => seen.length === 1)
  expect(seen).toMatchObject([{ kind: 'contact', id, name: 'Jane Doe', conversationId: id, typing: true }])
  here.beat(to.org, { kind: 'contact', id: newId(), name: 'Nobody' }, doing({ typing: true }))
  await sleep(50)
  expect(seen).toHaveLength(1)
})
