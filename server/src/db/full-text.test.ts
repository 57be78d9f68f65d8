import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../test/app.ts'
import { meddle } from '../../test/meddle.ts'
import { newId } from '../core/ids.ts'
import { BARRIER, dropEntries, findEntries, type Match, putEntry } from './full-text.ts'
import type { Tx } from './schema.ts'

let app: TestApp
let to: TestOrganisation
let conversations: string[]
/** More than PostgreSQL reads one by one, so that both of its ways are taken. */
const COUNT = 5_400
const AT = '2026-03-01T00:00:00.000Z'

beforeAll(async () => {
  app = await createTestApp()
  to = await app.organisation()
  conversations = []
  for (let n = 0; n < 3; n++)
    conversations.push((await app.core.run('openTicket', ticketArgs(to))).conversationId)
  await meddle(app, async (db) => {
    for (let n = 0; n < COUNT; n++)
      await put(db as Tx, n, [
        'every',
        ...(n % 2 === 0 ? ['even', 'number'] : ['odd', BARRIER, 'number']),
        ...(n % 1_000 === 7 ? ['rare'] : []),
      ])
  })
}, 120_000)
afterAll(() => app.close())

const messageOf = (n: number) => `m${n}`
const put = (tx: Tx, n: number, words: string[]) =>
  putEntry(tx, to.org, {
    conversation: conversations[n % 3] ?? '',
    message: messageOf(n),
    at: AT,
    text: words.join(' '),
  })

const term = (...words: string[]) => [{ words, prefix: false }]
const all = (...clauses: Match['all']): Match => ({ all: clauses, none: [] })

async function found(
  match: Match,
  more: { conversations?: string[]; limit?: number } = {},
): Promise<string[]> {
  const seen: string[] = []
  const limit = more.limit ?? 1_000
  for (let before: number | null = null; ; ) {
    const page = { before, above: 0, limit, ...(more.conversations && { conversations: more.conversations }) }
    const rows = await findEntries(app.core.read, to.org, match, page)
    seen.push(...rows.map((row) => row.message_id))
    before = rows.at(-1)?.id ?? null
    if (rows.length < limit || before === null) return seen
  }
}

const expected = (fits: (n: number) => boolean) =>
  Array.from({ length: COUNT }, (_, n) => n)
    .filter(fits)
    .reverse()
    .map(messageOf)

it('finds newest first, page after page, what is common and what is rare', async () => {
  expect(await found(all(term('every')))).toEqual(expected(() => true))
  expect(await found(all(term('even')), { limit: 77 })).toEqual(expected((n) => n % 2 === 0))
  expect(await found(all(term('rare')))).toEqual(expected((n) => n % 1_000 === 7))
  expect(await found(all(term('rare')), { limit: 2 })).toEqual(expected((n) => n % 1_000 === 7))
  expect(await found(all(term('rare'), term('even')))).toEqual([])
  expect(await found(all())).toHaveLength(COUNT)
})

it('knows phrases, which end at a barrier, prefixes, alternatives and what must not be', async () => {
  expect(await found(all(term('even', 'number')))).toEqual(expected((n) => n % 2 === 0))
  expect(await found(all(term('odd', 'number')))).toEqual([])
  expect(await found(all(term('number', 'even')))).toEqual([])
  expect(await found(all([{ words: ['rar'], prefix: true }]))).toEqual(expected((n) => n % 1_000 === 7))
  expect(await found(all([...term('even'), ...term('rare')]))).toEqual(
    expected((n) => n % 2 === 0 || n % 1_000 === 7),
  )
  expect(await found({ all: [term('every')], none: [term('even'), term('rare')] })).toEqual(
    expected((n) => n % 2 === 1 && n % 1_000 !== 7),
  )
  expect(await found({ all: [], none: [term('odd')] })).toEqual(expected((n) => n % 2 === 0))
})

it('stays inside the conversations it is given, and above an entry', async () => {
  const [first = '', second = ''] = conversations
  expect(await found(all(term('rare')), { conversations: [first, second] })).toEqual(
    expected((n) => n % 1_000 === 7 && n % 3 !== 2),
  )
  expect(await found(all(), { conversations: [newId()] })).toEqual([])
  const [newest] = await findEntries(app.core.read, to.org, all(), { before: null, above: 0, limit: 1 })
  const page = { before: null, above: (newest?.id ?? 0) - 1, limit: 10 }
  expect(await findEntries(app.core.read, to.org, all(), page)).toHaveLength(1)
})

it('keeps the times to the millisecond', async () => {
  const find = (times: { from?: string; until?: string }) =>
    findEntries(app.core.read, to.org, all(term('rare')), { before: null, above: 0, limit: 10, ...times })
  expect(await find({ from: AT })).toHaveLength(6)
  expect(await find({ from: '2026-03-01T00:00:00.001Z' })).toHaveLength(0)
  expect(await find({ until: AT })).toHaveLength(0)
  expect(await find({ until: '2026-03-01T00:00:00.001Z' })).toHaveLength(6)
})

it('takes a message anew under its old place, and forgets whole conversations', async () => {
  await meddle(app, async (db) => {
    await put(db as Tx, 7, ['changed'])
    await put(db as Tx, COUNT, ['last'])
  })
  expect(await found(all(term('changed')))).toEqual([messageOf(7)])
  expect(await found(all(term('rare')))).not.toContain(messageOf(7))
  const third = conversations[2] ?? ''
  let dropped = 0
  await meddle(app, async (db) => {
    dropped = await dropEntries(db as Tx, to.org, { conversation: third })
  })
  expect(dropped).toBe(COUNT / 3)
  expect(await found(all(), { conversations: [third] })).toEqual([])
  expect(await found(all(term('every')))).toHaveLength(COUNT - COUNT / 3 - 1)
})

it('finds nothing of another organisation', async () => {
  const other = await app.organisation()
  expect(
    await findEntries(app.core.read, other.org, all(term('every')), { before: null, above: 0, limit: 5 }),
  ).toEqual([])
})

it('keeps a document of a hundred thousand words', async () => {
  const words = Array.from({ length: 100_000 }, (_, n) => (n % 3 === 0 ? 'often' : `w${n}`))
  await meddle(app, (db) => put(db as Tx, COUNT + 3, words))
  expect(await found(all(term('w99998')))).toEqual([messageOf(COUNT + 3)])
})
