// Somebody else keeps the database locked for longer than we wait: writes are refused, reads go on, and so do we after.
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  createTestApp,
  PASSWORD,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../test/app.ts'
import type { TestPlace } from '../../test/engines.ts'
import { postForm } from '../../test/forms.ts'
import { QUEUE_LIMIT } from '../db/writer.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ writer: 'thread', clock })
  to = await app.organisation()
})
afterAll(() => app.close())

/** As another program would: reads are allowed, writes are not. */
async function hold({ database }: TestPlace): Promise<() => Promise<void>> {
  if (database.kind === 'sqlite') {
    const other = new DatabaseSync(database.path)
    other.exec('begin exclusive')
    return async () => other.close()
  }
  const other = new pg.Client({ connectionString: database.url })
  await other.connect()
  await other.query('begin')
  await other.query('lock table counter, message, draft in exclusive mode')
  return () => other.end()
}

const create = (query: string, key = query) =>
  postForm(app, '/interaction', to.apiKey, { query }, { 'idempotency-key': key })

const messages = () =>
  app.core.read.selectFrom('message').select('body').where('org_id', '=', to.org).orderBy('seq').execute()

async function signedIn(): Promise<string> {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/api/manage/session',
    headers: { host: 'localhost:3000' },
    payload: { email: to.email, password: PASSWORD },
  })
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

it('refuses writes with 503 in the words of each surface, answers reads, and goes on by itself', async () => {
  const first = await create('before')
  expect(first.statusCode).toBe(200)
  const cookie = await signedIn()
  // From now on its use would be written down, which no read may wait for.
  clock.advance(120_000)
  const release = await hold(app.place)
  try {
    const started = performance.now()
    const writes = ['one', 'two', 'three'].map((query) => create(query))
    const managed = app.http.inject({
      method: 'POST',
      url: `/api/manage/conversations/${first.headers['x-ticket-id']}/messages`,
      headers: { authorization: `Bearer ${to.accessToken}` },
      payload: { kind: 'note', body: 'x' },
    })
    const reads = await Promise.all([
      app.http.inject({
        url: '/api/manage/conversations',
        headers: { authorization: `Bearer ${to.accessToken}` },
      }),
      app.http.inject({ url: '/api/manage/session', headers: { host: 'localhost:3000', cookie } }),
      app.http.inject('/readyz'),
      app.http.inject('/healthz'),
    ])
    expect(reads.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
    expect(performance.now() - started).toBeLessThan(2_000)

    for (const write of await Promise.all(writes)) {
      expect([write.statusCode, write.headers['retry-after']]).toEqual([503, '2'])
      expect(write.json()).toEqual({
        error: expect.stringMatching(/^the (write could not be stored|database)/),
      })
    }
    const problem = await managed
    expect([problem.statusCode, problem.headers['retry-after']]).toEqual([503, '2'])
    expect(problem.json()).toMatchObject({ status: 503, code: 'unavailable' })
    // Five seconds for whoever came first, and nobody has to wait for a second five.
    expect(performance.now() - started).toBeLessThan(9_000)
  } finally {
    await release()
  }
  expect((await messages()).map(({ body }) => body)).toEqual(['before'])
  const again = await Promise.all(['one', 'two', 'three'].map((query) => create(query)))
  expect(again.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
  expect((await messages()).map(({ body }) => body).sort()).toEqual(['before', 'one', 'three', 'two'])
}, 30_000)

it('refuses at once, and not after waiting, when ten thousand writes are waiting already', async () => {
  const release = await hold(app.place)
  const waiting: Promise<unknown>[] = []
  let outcomes: PromiseSettledResult<unknown>[] = []
  try {
    for (let n = 0; n < QUEUE_LIMIT; n++) waiting.push(app.core.run('openTicket', ticketArgs(to)))
    const started = performance.now()
    const refused = await create('one too many')
    expect([refused.statusCode, refused.headers['retry-after'], refused.json()]).toEqual([
      503,
      '2',
      { error: 'too many writes are waiting' },
    ])
    // Jobs and housekeeping come without a request: the line itself is closed to them.
    await expect(app.core.run('sweepSpine', {})).rejects.toMatchObject({ code: 'unavailable' })
    const read = await app.http.inject({
      url: '/api/manage/conversations',
      headers: { authorization: `Bearer ${to.accessToken}` },
    })
    expect(read.statusCode).toBe(200)
    expect(performance.now() - started).toBeLessThan(2_000)
  } finally {
    // Each waits for the lock as long as for any, and not for those before it.
    outcomes = await Promise.allSettled(waiting)
    await release()
  }
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([])
  expect((await create('one again')).statusCode).toBe(200)
}, 30_000)
