// Counts are what the lists show, whatever happened: random changes by several people at once, among them merges.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, NOBODY, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { manageCalls } from '../../../test/manage-calls.ts'
import { mate } from '../../../test/mate.ts'
import { DomainError } from '../../core/errors.ts'
import { nothingEnclosed } from '../../core/messages/add-message.ts'
import { indexSome } from '../../core/search/index-messages.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

/** The same numbers for the same seed, so that a failure can be run again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

type Random = (below: number) => number
type Mates = { id: string; name: string }[]
const statuses = ['open', 'pending', 'snoozed', 'closed'] as const
const pick = <T>(random: Random, of: readonly T[]): T => of[random(of.length)] as T

/** One change that any client could make; refusals are part of it. */
const steps: Record<string, (at: Place) => Promise<unknown>> = {
  async openTicket({ to, random, ids }) {
    const user = { ...NOBODY, email: pick(random, ['ada@example.com', 'ada@example.com', 'jo@example.com']) }
    ids.push((await app.core.run('openTicket', ticketArgs(to, { user }))).conversationId)
  },
  async change({ to, random, id, mates, actor }) {
    const status = pick(random, statuses)
    const until = new Date(Date.now() + 1_000_000).toISOString()
    const wanted = {
      ...(random(3) > 0 && { status, ...(status === 'snoozed' && { snoozed_until: until }) }),
      ...(random(2) > 0 && { assignee_id: random(4) > 0 ? pick(random, mates).id : null }),
      ...(random(3) === 0 && { priority: pick(random, ['high', null] as const) }),
      ...(random(3) === 0 && { tags: pick(random, [['vip'], [], ['vip', 'lid']]) }),
    }
    await app.core.run('changeConversation', { org: to.org, conversationId: id, wanted, actor })
  },
  async contactWrites({ to, id }) {
    const user = { ...NOBODY, email: 'ada@example.com' }
    const ticket = { id, given: id }
    await app.core.run('replyToTicket', { org: to.org, ticket, user, body: 'x', enclosed: nothingEnclosed })
  },
  async note({ to, random, id, mates, actor }) {
    const mentions = mates.map((mate) => mate.id).filter(() => random(2) > 0)
    const args = { org: to.org, conversationId: id, author: actor, body: 'x', seenSeq: null, mentions }
    await app.core.run('reply', { ...args, kind: 'note' })
  },
  async read({ to, random, id, mates }) {
    const seq = random(3) === 0 ? random(20) : 999
    await app.core.run('markRead', { org: to.org, conversationId: id, teammate: pick(random, mates), seq })
  },
  async wake({ to, id }) {
    const state = await app.core.read
      .selectFrom('conversation')
      .select('snoozed_until')
      .where('id', '=', id)
      .executeTakeFirst()
    const until = state?.snoozed_until ?? ''
    await app.core.run('wakeConversation', { org: to.org, conversationId: id, until })
  },
  async merge({ to, random, id, ids, actor }) {
    const from = pick(random, ids)
    await app.core.run('mergeConversations', { org: to.org, conversationId: id, from, actor, ip: null })
  },
  async undo({ to, id, actor }) {
    await app.core.run('unmergeConversations', {
      ...{ org: to.org, conversationId: id, merge: id },
      ...{ actor, ip: null },
    })
  },
}

type Place = {
  to: TestOrganisation
  random: Random
  ids: string[]
  id: string
  mates: Mates
  actor: { kind: 'teammate'; id: string; name: string }
}

const filters = [
  {},
  { status: 'open' },
  { status: 'open,snoozed' },
  { status: 'closed', sort: 'created' },
  { assignee: 'me' },
  { assignee: 'me', status: 'pending' },
  { assignee: 'none', status: 'open,pending' },
  { tag: 'vip' },
  { tag: 'lid', unread: 'true' },
  { priority: 'high' },
  { unread: 'true', sort: 'oldest' },
  { mentioned: 'me' },
  { mentioned: 'unread', status: 'open' },
  { mentioned: 'me', sort: 'last_message', assignee: 'none' },
  { channel: 'tickets', priority: 'none' },
  { channel: 'chat' },
]

it.each([1, 2, 3])(
  'counts of conversations and of views equal their lists (seed %i)',
  async (seed) => {
    const to = await app.organisation()
    const random = randomFrom(seed)
    const bo = await mate(app, to, { name: 'Bo' })
    const cy = await mate(app, to, { name: 'Cy' })
    const mates = [{ id: to.ownerId, name: 'Noor' }, bo, cy].map(({ id, name }) => ({ id, name }))
    const tokens = [to.accessToken, bo.accessToken, cy.accessToken]
    const noor = manageCalls(app, to)
    for (const [n, asked] of filters.entries())
      await noor.must('POST', '/views', { name: `view ${n}`, shared: true, filters: asked })

    const ids: string[] = []
    const done: Record<string, number> = {}
    const names = Object.keys(steps)
    const step = async (name: string) => {
      const id = ids.length > 0 ? pick(random, ids) : ''
      const actor = { kind: 'teammate' as const, ...pick(random, mates) }
      try {
        await steps[name]?.({ to, random, ids, id, mates, actor })
        done[name] = (done[name] ?? 0) + 1
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
      }
    }
    for (let n = 0; n < 8; n++) await step('openTicket')
    for (let round = 0; round < 5; round++) {
      await Promise.all(Array.from({ length: 40 }, () => step(pick(random, names))))
      for (const token of tokens) await assertEqual(manageCalls(app, to, token))
    }
    while (await indexSome(app.core, to.org));
    for (const token of tokens) await assertSearchAgrees(manageCalls(app, to, token))
    await erase(to, 'ada@example.com')
    for (const token of tokens) await assertEqual(manageCalls(app, to, token))
    // A sequence in which nothing happened would prove nothing.
    expect(Object.keys(done).sort()).toEqual(names.sort())
    const shown = (await noor.all('/views?limit=200')).filter(({ count }) => Number(count) > 0)
    expect(shown.length).toBeGreaterThan(filters.length / 2)
  },
  120_000,
)

/** A search for what is said in every conversation finds, under any filters, what the list shows under them. */
async function assertSearchAgrees(calls: ReturnType<typeof manageCalls>): Promise<void> {
  for (const { sort: _, ...asked } of filters as Record<string, string>[]) {
    const ids = async (more: object) => {
      const query = new URLSearchParams({ ...asked, ...more })
      return (await calls.all(`/conversations?limit=9&${query}`)).map((row) => row.id).sort()
    }
    expect([asked, await ids({ q: 'lid' })]).toEqual([asked, await ids({})])
  }
}

async function erase({ org, ownerId }: TestOrganisation, email: string): Promise<void> {
  const contact = await app.core.read
    .selectFrom('contact')
    .select('id')
    .where('org_id', '=', org)
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  const actor = { kind: 'teammate' as const, id: ownerId, name: 'Noor' }
  const { erasureId } = await app.core.run('eraseContact', { org, id: contact.id, actor, ip: null })
  while (!(await app.core.run('eraseStep', { org, erasureId })));
}

async function assertEqual(calls: ReturnType<typeof manageCalls>): Promise<void> {
  const length = async (query: string) => (await calls.all(`/conversations?limit=9&${query}`)).length
  const byStatus = async (query: string) => {
    const counts: Record<string, number> = {}
    for (const status of statuses) counts[status] = await length(`${query}&status=${status}`)
    return counts
  }
  const { by_assignee, ...counts } = await calls.get('/conversation-counts')
  expect(counts).toEqual({
    ...(await byStatus('')),
    mine: await byStatus('assignee=me'),
    unassigned: await byStatus('assignee=none'),
    mentions: await length('mentioned=unread'),
    mentions_is_capped: false,
  })
  for (const { assignee_id, ...own } of by_assignee as Record<string, unknown>[])
    expect(own).toEqual(await byStatus(`assignee=${assignee_id}`))
  for (const view of await calls.all('/views?limit=200')) {
    const query = String(new URLSearchParams(view.filters as Record<string, string>))
    expect([query, view.count, view.count_is_capped]).toEqual([query, await length(query), false])
  }
}
