import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../test/app.ts'
import { DomainError } from './errors.ts'
import type { OrgId } from './ids.ts'
import { latestSeq, listEvents } from './spine/queries.ts'

let app: TestApp
beforeAll(async () => {
  // The writer thread itself, as in production, on SQLite.
  app = await createTestApp({ writer: 'thread' })
})
afterAll(() => app.close())

function ticket(to: TestOrganisation, body: string, channelId = to.ticketsChannel) {
  return ticketArgs(to, { body, channelId })
}

const nowhere = 'no such channel'

describe('many writers at once', () => {
  it('numbers 64 parallel tickets without a gap, and a failing one leaves the others untouched', async () => {
    const to = await app.organisation()
    const calls = Array.from({ length: 96 }, (_, n) =>
      // Every third call breaks a foreign key after it took a number.
      app.core.run('openTicket', ticket(to, `ticket ${n}`, n % 3 === 2 ? nowhere : to.ticketsChannel)),
    )
    const outcomes = await Promise.allSettled(calls)
    const numbers = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [outcome.value.number] : [],
    )
    expect(numbers).toHaveLength(64)
    expect(new Set(numbers)).toEqual(new Set(Array.from({ length: 64 }, (_, n) => `ASM-${n + 1}`)))
    const stored = await app.core.read
      .selectFrom('conversation')
      .select('title')
      .where('org_id', '=', to.org)
      .execute()
    expect(new Set(stored.map((row) => row.title))).toEqual(
      new Set(Array.from({ length: 96 }, (_, n) => n).flatMap((n) => (n % 3 === 2 ? [] : [`ticket ${n}`]))),
    )
  })

  it('shows a follower every seq in order, never a later one before an earlier one', async () => {
    const to = await app.organisation()
    const start = await latestSeq(app.core.read, to.org)
    let writing = true
    const seen: number[] = []
    const follower = (async () => {
      let after = start
      do {
        const rows = await listEvents(app.core.read, to.org, { after, limit: 200 })
        seen.push(...rows.map((row) => row.seq))
        after = rows.at(-1)?.seq ?? after
        await new Promise((resolve) => setImmediate(resolve))
      } while (writing || after < (await latestSeq(app.core.read, to.org)))
    })()
    await Promise.all(Array.from({ length: 64 }, (_, n) => app.core.run('openTicket', ticket(to, `t ${n}`))))
    writing = false
    await follower
    expect(seen).toEqual(Array.from({ length: 128 }, (_, n) => start + 1 + n))
  })
})

describe('idempotency keys', () => {
  const key = (to: TestOrganisation, text: string, fingerprint = 'same') => ({
    org: to.org,
    route: 'POST /x',
    key: text,
    fingerprint,
  })

  it('replays the first result and writes nothing again', async () => {
    const to = await app.organisation()
    const first = await app.core.runOnce('openTicket', ticket(to, 'once'), key(to, 'k1'))
    const seq = await latestSeq(app.core.read, to.org)
    const second = await app.core.runOnce('openTicket', ticket(to, 'once'), key(to, 'k1'))
    expect(second).toEqual({ result: first.result, replayed: true })
    expect(await latestSeq(app.core.read, to.org)).toBe(seq)
  })

  it('refuses the same key for another request', async () => {
    const to = await app.organisation()
    await app.core.runOnce('openTicket', ticket(to, 'one'), key(to, 'k1'))
    const other = app.core.runOnce('openTicket', ticket(to, 'two'), key(to, 'k1', 'different'))
    await expect(other).rejects.toMatchObject({ code: 'mismatch' })
  })

  it('lets exactly one of 50 parallel twins write', async () => {
    const to = await app.organisation()
    const twins = await Promise.all(
      Array.from({ length: 50 }, () => app.core.runOnce('openTicket', ticket(to, 'twin'), key(to, 'k1'))),
    )
    expect(new Set(twins.map((twin) => twin.result.number))).toEqual(new Set(['ASM-1']))
    expect(twins.filter((twin) => !twin.replayed)).toHaveLength(1)
  })

  it('keeps keys of other organisations and routes apart', async () => {
    const [one, two] = [await app.organisation(), await app.organisation()]
    await app.core.runOnce('openTicket', ticket(one, 'x'), key(one, 'shared'))
    const foreign = await app.core.runOnce('openTicket', ticket(two, 'x'), key(two, 'shared'))
    const route = await app.core.runOnce('openTicket', ticket(one, 'x'), {
      ...key(one, 'shared'),
      route: 'other',
    })
    expect([foreign.replayed, route.replayed, route.result.number]).toEqual([false, false, 'ASM-2'])
  })

  it('forgets the key of a call that failed', async () => {
    const to = await app.organisation()
    await expect(app.core.runOnce('openTicket', ticket(to, 'x', nowhere), key(to, 'k1'))).rejects.toThrow()
    const again = await app.core.runOnce('openTicket', ticket(to, 'x'), key(to, 'k1'))
    expect(again).toMatchObject({ replayed: false, result: { number: 'ASM-1' } })
  })
})

it('carries domain errors whole across the writer thread', async () => {
  const to = await app.organisation()
  const call = app.core.run('reply', {
    org: to.org,
    conversationId: 'unknown',
    kind: 'note',
    author: { kind: 'teammate', id: to.ownerId, name: null },
    body: 'x',
    seenSeq: null,
  })
  await expect(call).rejects.toThrow(DomainError)
  await expect(call).rejects.toMatchObject({ code: 'not_found', details: { what: 'conversation' } })
})

it('treats the conversation of another organisation as missing', async () => {
  const [one, two] = [await app.organisation(), await app.organisation()]
  const { conversationId } = await app.core.run('openTicket', ticket(one, 'mine'))
  const author = { kind: 'teammate' as const, id: two.ownerId, name: null }
  const foreign = {
    org: two.org as OrgId,
    conversationId,
    kind: 'note' as const,
    author,
    body: 'x',
    seenSeq: null,
  }
  await expect(app.core.run('reply', foreign)).rejects.toMatchObject({ code: 'not_found' })
})
