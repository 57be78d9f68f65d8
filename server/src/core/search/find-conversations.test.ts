import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { meddle } from '../../../test/meddle.ts'
import { putEntry } from '../../db/full-text.ts'
import type { Tx } from '../../db/schema.ts'
import { findConversations } from './find-conversations.ts'
import { parseSearch } from './grammar.ts'

let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp()
  to = await app.organisation()
})
afterAll(() => app.close())

it('shows a conversation once, however much was said in another one since', async () => {
  const [loud, quiet, other] = [await open(), await open(), await open()]
  // Oldest first. The page that begins after `quiet` meets all three again.
  const said = [quiet, loud, other, quiet, ...Array.from({ length: 6_100 }, () => loud)]
  await meddle(app, async (db) => {
    for (const [n, conversation] of said.entries())
      await putEntry(db as Tx, to.org, {
        ...{ conversation, message: `m${n}`, at: '2026-03-01T00:00:00.000Z', text: 'lid' },
      })
  })
  const search = parseSearch('lid', 0)
  const found: string[] = []
  for (let before: number | null = null; ; ) {
    const page = { before, limit: 1, now: 0 }
    const { hits, next } = await findConversations(app.core.reports, to.org, to.ownerId, search, {}, page)
    found.push(...hits.map(({ conversation }) => conversation))
    if (next === null) break
    before = next
  }
  expect(found).toEqual([loud, quiet, other])
}, 60_000)

async function open(): Promise<string> {
  return (await app.core.run('openTicket', ticketArgs(to))).conversationId
}
