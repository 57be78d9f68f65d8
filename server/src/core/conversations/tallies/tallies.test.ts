import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  createTestApp,
  NOBODY,
  type TestApp,
  type TestOrganisation,
  ticketArgs,
} from '../../../../test/app.ts'
import { engine } from '../../../../test/engines.ts'
import { meddle } from '../../../../test/meddle.ts'
import { DomainError } from '../../errors.ts'
import { nothingEnclosed } from '../../messages/add-message.ts'
import { listTallies, wrongTallies } from './queries.ts'

let app: TestApp
let to: TestOrganisation
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

/** Of the organisation's living conversations: those that do not know how many messages they have. */
async function wrongMessageCounts() {
  const counted = await app.core.read
    .selectFrom('conversation as c')
    .select((eb) => [
      'c.id',
      'c.message_count',
      eb
        .selectFrom('message as m')
        .select((of) => of.fn.countAll<number>().as('n'))
        .whereRef('m.conversation_id', '=', 'c.id')
        .where('m.kind', '<>', 'event')
        .$asScalar()
        .$notNull()
        .as('counted'),
    ])
    .where('c.org_id', '=', to.org)
    .where('c.merged_into', 'is', null)
    .execute()
  return counted.filter((row) => Number(row.counted) !== row.message_count)
}

const ada = { ...NOBODY, email: 'ada@example.com' }

/** One step that any client could take; refusals are part of it. */
async function step(ids: string[], random: (below: number) => number): Promise<string> {
  const { org } = to
  const any = () => ids[random(ids.length)] ?? ''
  const actor = { kind: 'teammate' as const, id: to.ownerId, name: 'Noor' }
  const until = new Date(Date.now() + 1_000_000).toISOString()
  const statuses = ['open', 'pending', 'closed', 'snoozed'] as const
  const status = statuses[random(4)] ?? 'open'
  switch (random(8)) {
    case 0:
      ids.push((await app.core.run('openTicket', ticketArgs(to, { user: ada }))).conversationId)
      return 'openTicket'
    case 1:
    case 2: {
      const wanted = {
        ...(random(3) > 0 && { status, ...(status === 'snoozed' && { snoozed_until: until }) }),
        ...(random(2) > 0 && { assignee_id: random(2) > 0 ? to.ownerId : null }),
      }
      await app.core.run('changeConversation', { org, conversationId: any(), wanted, actor })
      return 'changeConversation'
    }
    case 3: {
      const id = any()
      const ticket = { id, given: id }
      await app.core.run('replyToTicket', { org, ticket, user: ada, body: 'x', enclosed: nothingEnclosed })
      return 'replyToTicket'
    }
    case 4: {
      const id = any()
      const state = await app.core.read
        .selectFrom('conversation')
        .select('snoozed_until')
        .where('id', '=', id)
        .executeTakeFirst()
      await app.core.run('wakeConversation', { org, conversationId: id, until: state?.snoozed_until ?? '' })
      return 'wakeConversation'
    }
    case 5:
      await app.core.run('reply', {
        org,
        conversationId: any(),
        kind: 'message',
        author: actor,
        body: 'x',
        seenSeq: null,
      })
      return 'reply'
    case 6: {
      const args = { org, conversationId: any(), from: any(), actor, ip: null }
      await app.core.run('mergeConversations', args)
      return 'mergeConversations'
    }
    default: {
      const id = any()
      await app.core.run('unmergeConversations', { org, conversationId: id, merge: id, actor, ip: null })
      return 'unmergeConversations'
    }
  }
}

it.each([1, 2, 3, 4])('are what counting says after anything, many at once (seed %i)', async (seed) => {
  to = await app.organisation()
  const random = randomFrom(seed)
  const ids: string[] = []
  const done: Record<string, number> = {}
  for (let n = 0; n < 5; n++)
    ids.push((await app.core.run('openTicket', ticketArgs(to, { user: ada }))).conversationId)
  for (let round = 0; round < 12; round++) {
    const steps = Array.from({ length: 12 }, async () => {
      try {
        const name = await step(ids, random)
        done[name] = (done[name] ?? 0) + 1
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
      }
    })
    await Promise.all(steps)
    expect(await wrongTallies(app.core.read)).toEqual([])
    expect(await wrongMessageCounts()).toEqual([])
  }
  // A sequence in which nothing happened would prove nothing.
  expect(Object.keys(done)).toHaveLength(7)
  const rows = await listTallies(app.core.read, to.org)
  const living = await app.core.read
    .selectFrom('conversation')
    .select('id')
    .where('org_id', '=', to.org)
    .where('merged_into', 'is', null)
    .execute()
  expect(rows.reduce((sum, row) => sum + row.value, 0)).toBe(living.length)
  expect(rows.every((row) => row.value > 0)).toBe(true)
})

// SQLite has one writer, which waits for nobody.
if (engine === 'postgres')
  it('made nobody wait for each other in a circle', async () => {
    // Each connection hands in what it counted within a second or so.
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const { rows } = await sql<{ deadlocks: number }>`select deadlocks from pg_stat_database
    where datname = current_database()`.execute(app.core.read)
    expect(rows.map((row) => Number(row.deadlocks))).toEqual([0])
  })

it('that are wrong are found', async () => {
  to = await app.organisation()
  const { conversationId } = await app.core.run('openTicket', ticketArgs(to))
  await meddle(app, (db) =>
    db.updateTable('conversation').set({ status: 'closed' }).where('id', '=', conversationId).execute(),
  )
  const wrong = await wrongTallies(app.core.read)
  expect(wrong.map((row) => [row.status, Number(row.counted), Number(row.kept)]).sort()).toEqual([
    ['closed', 1, 0],
    ['open', 0, 1],
  ])
})
