// PostgreSQL goes away in the ways it does: its connections are cut under load, and nothing listens for a while.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../test/app.ts'
import { postForm } from '../../test/forms.ts'

const WRITERS = 12
const CUTS = 20
/** Acknowledged between one cut and the next, however slow the machine: each hits work under way. */
const BETWEEN = 6

let app: TestApp
let to: TestOrganisation
let way: Awaited<ReturnType<typeof wayTo>>
let administrator: pg.Client
beforeAll(async () => {
  app = await createTestApp({
    reach: async (url) => {
      administrator = new pg.Client({ connectionString: url.href })
      await administrator.connect()
      way = await wayTo(url)
      return way.url
    },
  })
  to = await app.organisation()
})
afterAll(async () => {
  await administrator.end()
  await app.close()
  await way.shut()
})

/** A way to the server that can be shut, as a cable is pulled, and opened again at the same address. */
async function wayTo(url: URL) {
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let port = 0
  async function open(): Promise<void> {
    server = createServer((near) => {
      const far = connect(Number(url.port || 5432), url.hostname)
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(socket)
        socket.pipe(other)
        socket.on('error', () => other.destroy()).on('close', () => other.destroy())
      }
    }).listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  async function shut(): Promise<void> {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
    const closing = server
    server = undefined
    if (closing) await new Promise<void>((resolve) => closing.close(() => resolve()))
  }
  await open()
  const through = new URL(url)
  through.host = `127.0.0.1:${port}`
  return { url: through, open, shut }
}

type Told = { number: string; tries: number }

/** Sends each ticket under its own key until it is acknowledged; what is no 200 must be an honest 503. */
function startWriting() {
  const told = new Map<string, Told>()
  const refusals: unknown[] = []
  let stopped = false
  async function write(writer: number): Promise<void> {
    for (let n = 1; !stopped; n++) {
      const query = `writer ${writer}, ticket ${n}`
      for (let tries = 1; !told.has(query); tries++) {
        const answer = await postForm(app, '/interaction', to.apiKey, { query }, { 'idempotency-key': query })
        const { created_ticket_number: number, error } = answer.json() as Record<string, string>
        if (answer.statusCode === 200) told.set(query, { number: number ?? '', tries })
        else {
          refusals.push([answer.statusCode, answer.headers['retry-after'], typeof error])
          await sleep(20)
        }
      }
    }
  }
  const writing = Promise.all(Array.from({ length: WRITERS }, (_, index) => write(index + 1)))
  return {
    told,
    refusals,
    stop: async () => {
      stopped = true
      await writing
    },
  }
}

const read = () =>
  app.http.inject({
    url: '/api/manage/conversations',
    headers: { authorization: `Bearer ${to.accessToken}` },
  })

async function storedTickets(): Promise<Map<string, string | null>> {
  const rows = await app.core.read
    .selectFrom('conversation')
    .innerJoin('message', (join) =>
      join
        .onRef('message.org_id', '=', 'conversation.org_id')
        .onRef('message.conversation_id', '=', 'conversation.id'),
    )
    .select(['conversation.number', 'message.body'])
    .where('conversation.org_id', '=', to.org)
    .execute()
  const stored = new Map(rows.map((row) => [row.body, row.number]))
  expect(stored.size).toBe(rows.length)
  return stored
}

it('loses nothing acknowledged while all its connections are cut again and again', async () => {
  const writers = startWriting()
  const reads: number[] = []
  for (let cut = 1; cut <= CUTS; cut++) {
    while (writers.told.size < cut * BETWEEN) await sleep(5)
    await administrator.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'parley'`,
    )
    reads.push((await read()).statusCode)
  }
  await writers.stop()
  const { told, refusals } = writers
  expect(new Set(reads.filter((status) => status !== 200))).toEqual(new Set(reads.includes(503) ? [503] : []))
  expect(refusals.length).toBeGreaterThan(0)
  expect(refusals.filter((refusal) => JSON.stringify(refusal) !== '[503,"2","string"]')).toEqual([])
  expect(told.size).toBeGreaterThanOrEqual(CUTS * BETWEEN)
  const stored = await storedTickets()
  expect([...stored.keys()].sort()).toEqual([...told.keys()].sort())
  for (const [query, { number }] of told) expect(stored.get(query)).toBe(number)
  expect((await read()).statusCode).toBe(200)
}, 60_000)

it('is 503 for everything but the probe of the process while nothing listens, and is back at once', async () => {
  await way.shut()
  const write = await postForm(app, '/interaction', to.apiKey, { query: 'while it is away' })
  expect([write.statusCode, write.headers['retry-after'], write.json()]).toEqual([
    503,
    '2',
    { error: 'the database cannot be reached' },
  ])
  const [reading, ready, healthy] = [
    await read(),
    await app.http.inject('/readyz'),
    await app.http.inject('/healthz'),
  ]
  expect([reading.statusCode, reading.headers['retry-after'], reading.json()]).toEqual([
    503,
    '2',
    expect.objectContaining({ code: 'unavailable', detail: 'the database cannot be reached' }),
  ])
  expect([ready.statusCode, ready.json(), healthy.statusCode]).toEqual([
    503,
    { status: 'database unavailable' },
    200,
  ])
  await way.open()
  expect((await postForm(app, '/interaction', to.apiKey, { query: 'when it is back' })).statusCode).toBe(200)
  expect([(await read()).statusCode, (await app.http.inject('/readyz')).statusCode]).toEqual([200, 200])
  expect(await storedTickets().then((stored) => stored.has('while it is away'))).toBe(false)
}, 30_000)
