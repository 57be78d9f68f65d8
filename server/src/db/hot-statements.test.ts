// What every message costs on SQLite: none of its statements may open a temporary table, which is 1.5 to 2 µs each time.
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createTestApp, type TestApp, ticketArgs } from '../../test/app.ts'
import { chatCalls } from '../../test/chat-calls.ts'

let app: TestApp
const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(async () => {
  prepare.mockRestore()
  await app.close()
})

const HOT = [
  'conversation',
  'message',
  'event',
  'contact',
  'contact_identity',
  'visitor',
  'idempotency',
  'counter',
]
const texts = () => [...new Set(prepare.mock.calls.map(([text]) => text))]
/** Some were prepared when the server was set up. */
const writesOf = (table: string) =>
  texts().filter((text) => new RegExp(`^(insert into|update) "${table}"`).test(text))

/** Instructions that make a table for the duration of the statement. */
function temporaryTables(statement: string): unknown[] {
  if (app.place.database.kind !== 'sqlite') throw new Error('a case of SQLite alone')
  // Opened to write: for a reader, SQLite leaves the checks of a table out of the program.
  const db = new DatabaseSync(app.place.database.path)
  try {
    const program = db.prepare(`explain ${statement}`).all()
    return program.filter(({ opcode }) => /^(OpenEphemeral|OpenAutoindex|SorterOpen)$/.test(String(opcode)))
  } finally {
    db.close()
  }
}

it('opens no temporary table for a ticket or for a message of a chat', async () => {
  const to = await app.organisation()
  const chat = chatCalls(app, to)
  const visitor = { name: 'Jane', email: 'jane@example.com', message: 'Hi!', visitor_token: 'v-1' }
  const ticket = ticketArgs(to, { user: { email: 'ann@example.com', name: 'Ann' } })
  await app.core.run('openTicket', ticket)
  const key = { org: to.org, route: 'POST /interactions', key: 'k', fingerprint: 'f' }
  await app.core.runOnce('openTicket', ticket, key)
  expect((await chat.ask('POST', '/conversations', visitor)).status).toBe(201)
  expect((await chat.ask('POST', '/conversations/v-1/messages', { message: 'Yes?' })).status).toBe(201)

  for (const table of HOT) expect(writesOf(table), table).not.toEqual([])
  expect(HOT.flatMap(writesOf).filter((text) => temporaryTables(text).length > 0)).toEqual([])
})
