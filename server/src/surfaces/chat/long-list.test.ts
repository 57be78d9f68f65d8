// A conversation of any length is one bare list: sent page by page, so that it costs neither memory nor others' time.
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../../test/app.ts'
import { type ChatMessage, chatCalls } from '../../../test/chat-calls.ts'
import { meddle } from '../../../test/meddle.ts'
import { listen } from '../../../test/raw-http.ts'
import { newId, timeOf } from '../../core/ids.ts'

const MESSAGES = 50_000
const AT_ONCE = 1_000
const BEGAN = Date.parse('2030-01-01T00:00:00.000Z')

let app: TestApp
let to: TestOrganisation
let port: number
let token: string
beforeAll(async () => {
  app = await createTestApp({ writer: 'thread' })
  port = await listen(app.http)
  to = await app.organisation()
  token = await chatCalls(app, to).open({ message: 'message 1' })
  await meddle(app, fill)
}, 120_000)
afterAll(() => app.close(0))

/** What would take as many requests. */
async function fill(db: TestApp['core']['read']): Promise<void> {
  const { id } = await db
    .selectFrom('conversation')
    .select('id')
    .where('org_id', '=', to.org)
    .executeTakeFirstOrThrow()
  for (let seq = 2; seq <= MESSAGES; seq += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, MESSAGES + 1 - seq) }, (_, n) => ({
      org_id: to.org,
      id: newId(),
      conversation_id: id,
      seq: seq + n,
      kind: 'message' as const,
      direction: 'outbound' as const,
      author_kind: 'teammate' as const,
      author_id: null,
      author_name: 'Noor',
      body: `message ${seq + n}`,
      delivery: 'none' as const,
      source_specific_id: null,
      original_timestamp: null,
      metadata: '{}',
      created_at: timeOf(BEGAN + seq + n),
    }))
    await db.insertInto('message').values(rows).execute()
  }
  await db
    .updateTable('conversation')
    .set({
      next_seq: MESSAGES + 1,
      last_message_at: timeOf(BEGAN + MESSAGES),
      updated_at: timeOf(BEGAN + MESSAGES),
    })
    .where('org_id', '=', to.org)
    .execute()
}

const path = (since?: string) =>
  `/api/v1/chat/conversations/${token}/messages${since === undefined ? '' : `?since=${since}`}`
const read = async (since?: string) =>
  await fetch(`http://127.0.0.1:${port}${path(since)}`, { headers: { 'x-api-key': to.site.key } })

it(`of ${MESSAGES} messages comes whole and in order, while others are answered`, async () => {
  const reading = read().then(async (answer) => (await answer.json()) as ChatMessage[])
  let over = false
  const done = reading.finally(() => {
    over = true
  })
  let answered = 0
  while (!over) {
    const config = await app.http.inject({
      url: '/api/v1/chat/config',
      headers: { 'x-api-key': to.site.key },
    })
    expect(config.statusCode).toBe(200)
    answered++
    await sleep(1)
  }
  const all = await done
  expect(all).toHaveLength(MESSAGES)
  expect(all.every(({ body }, n) => body === `message ${n + 1}`)).toBe(true)
  // A thousand pages: had they come in one go, nobody else had been served.
  expect(answered).toBeGreaterThan(30)
}, 60_000)

it('goes on from any time in it', async () => {
  for (const seq of [2, 777, 25_000, MESSAGES - 1]) {
    const answer = (await (await read(timeOf(BEGAN + seq))).json()) as ChatMessage[]
    expect([answer.length, answer[0]?.body]).toEqual([MESSAGES - seq, `message ${seq + 1}`])
  }
  expect(await (await read(timeOf(BEGAN + MESSAGES))).json()).toEqual([])
}, 60_000)

it('sent to somebody slow holds no snapshot of the database', async () => {
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET ${path()} HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${to.site.key}\r\nConnection: close\r\n\r\n`)
  await once(socket, 'readable')
  // They have the beginning, and read nothing more for now.
  await sleep(200)
  const sent = await chatCalls(app, to).say(token, 'meanwhile')
  expect(sent.status).toBe(201)
  let held: unknown
  await meddle(app, async (db) => {
    if (app.place.database.kind === 'postgres') {
      const open = sql<{ n: string }>`select count(*) as n from pg_stat_activity
        where datname = current_database() and state like 'idle in transaction%'`
      // What runs in the background may have one open for a moment; a snapshot that somebody slow held would stay.
      for (let look = 0; look < 20 && held !== 0; look++, await sleep(50))
        held = Number((await open.execute(db)).rows[0]?.n)
    } else {
      const fold = sql<{ busy: number }>`pragma wal_checkpoint(truncate)`
      // The server's own writer may be at it for a moment; a snapshot that somebody slow held would stay.
      for (let look = 0; look < 20 && held !== 0; look++, await sleep(50))
        held = (await fold.execute(db)).rows[0]?.busy
    }
  })
  expect(held).toBe(0)
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  await once(socket, 'close')
  // The rest came, up to what was the last one when they asked.
  expect(text).toContain(`message ${MESSAGES}"`)
  expect(text).not.toContain('meanwhile')
}, 60_000)
