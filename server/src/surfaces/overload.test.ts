// A thread that cannot keep up refuses early, writes before reads; what tells the operator is answered throughout.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../test/app.ts'
import { postForm } from '../../test/forms.ts'
import { listen } from '../../test/raw-http.ts'
import { hears } from '../../test/sse.ts'

let app: TestApp
let to: TestOrganisation
let url: string
beforeAll(async () => {
  app = await createTestApp({ refuseWhenLate: true })
  to = await app.organisation()
  url = `http://127.0.0.1:${await listen(app.http)}`
})
afterAll(() => app.close())

const create = () => postForm(app, '/interaction', to.apiKey, { query: 'x' })
const manage = (method: 'GET' | 'PATCH', path: string) =>
  app.http.inject({
    method,
    url: `/api/manage${path}`,
    headers: { authorization: `Bearer ${to.accessToken}` },
    ...(method === 'PATCH' && { payload: {} }),
  })

/** Keeps the thread from everything else, several times in a row. */
async function block(times: number, ms: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    const end = performance.now() + ms
    while (performance.now() < end);
    await sleep(1)
  }
}

/** Requests are taken and the last look was in time: a late one would count as the first of the next test's two. */
async function calm(): Promise<void> {
  const soon = { timeout: 10_000, interval: 100 }
  await expect.poll(async () => (await create()).statusCode, soon).toBe(200)
  await expect.poll(lag, soon).toBeLessThan(0.1)
}

async function lag(): Promise<number> {
  const { body } = await app.http.inject('/metrics')
  return Number(/^parley_event_loop_lag_seconds (\S+)$/m.exec(body)?.[1])
}

async function refused(reason: string): Promise<number> {
  const { body } = await app.http.inject('/metrics')
  return Number(
    new RegExp(`^parley_requests_refused_total\\{reason="${reason}"\\} (\\d+)$`, 'm').exec(body)?.[1],
  )
}

it('one long pause refuses nobody', async () => {
  await calm()
  await block(1, 600)
  expect((await create()).statusCode).toBe(200)
})

it('refuses writes when it is late again and again, answers reads and probes, and recovers', async () => {
  await calm()
  const before = await refused('busy')
  await block(4, 380)
  const write = await create()
  expect([write.statusCode, write.headers['retry-after'], write.json()]).toEqual([
    503,
    '2',
    { error: 'the server is busy' },
  ])
  // Before the credential is looked at: a refusal must be cheap.
  expect((await postForm(app, '/interaction', 'wrong', { query: 'x' })).statusCode).toBe(503)
  const change = await manage('PATCH', '/organisation')
  expect([change.statusCode, change.headers['retry-after'], change.json()]).toEqual([
    503,
    '2',
    expect.objectContaining({ code: 'unavailable', detail: 'the server is busy' }),
  ])
  for (const path of ['/healthz', '/readyz', '/metrics', '/api/nothing'])
    expect((await app.http.inject(path)).statusCode, path).toBe(path === '/api/nothing' ? 404 : 200)
  expect((await manage('GET', '/conversations')).statusCode).toBe(200)
  expect((await refused('busy')) - before).toBe(3)
  expect(await lag()).toBeGreaterThanOrEqual(0)
  await calm()
})

it('refuses reads only when it is very late, and leaves open streams alone', async () => {
  await calm()
  const headers = { authorization: `Bearer ${to.accessToken}` }
  const stream = await hears(`${url}/api/manage/events?after=latest`, headers)
  await block(4, 750)
  const read = await manage('GET', '/conversations')
  expect([read.statusCode, read.headers['retry-after'], read.json().detail]).toEqual([
    503,
    '2',
    'the server is busy',
  ])
  for (const path of ['/healthz', '/readyz', '/metrics'])
    expect((await app.http.inject(path)).statusCode, path).toBe(200)
  const { events } = stream
  const heard = events.length
  await app.core.run('openTicket', ticketArgs(to))
  await stream.until(heard + 2)
  await calm()
  expect((await manage('GET', '/conversations')).statusCode).toBe(200)
  stream.leave()
})
