import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, ticketArgs } from '../../../test/app.ts'
import { engine } from '../../../test/engines.ts'
import { postForm } from '../../../test/forms.ts'
import { meddle } from '../../../test/meddle.ts'

describe('/metrics without a token', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())
  const scrape = (headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    app.http.inject({ url: '/metrics', headers, remoteAddress })

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('answers %s', async (address) => {
    const answer = await scrape({}, address)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ])
  })

  it.each(['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', '128.0.0.1'])('refuses %s', async (address) => {
    const answer = await scrape({}, address)
    expect([answer.statusCode, answer.json()]).toEqual([403, expect.objectContaining({ code: 'forbidden' })])
  })

  it.each(['x-forwarded-for', 'forwarded', 'via'])(
    'refuses what a proxy on this machine passed on with %s',
    async (name) => {
      expect((await scrape({ [name]: '127.0.0.1' })).statusCode).toBe(403)
    },
  )

  it('counts requests by surface, route and class of status, events and jobs', async () => {
    const to = await app.organisation()
    for (let ticket = 0; ticket < 3; ticket++) await postForm(app, '/interaction', to.apiKey, { query: 'x' })
    await postForm(app, '/interaction', 'wrong', { query: 'x' })
    await app.http.inject('/nowhere/to/be/found')
    const { body } = await scrape()
    const count = 'parley_http_request_duration_seconds_count'
    expect(body).toContain(`${count}{surface="tickets",method="POST",route="/interaction",status="2xx"} 3`)
    expect(body).toContain(`${count}{surface="tickets",method="POST",route="/interaction",status="4xx"} 1`)
    // What strangers make up must not become a series of its own.
    expect(body).toContain(`${count}{surface="pages",method="GET",route="unknown",status="4xx"} 1`)
    expect(body).not.toContain('nowhere')
    const { events } = await app.core.read
      .selectFrom('event')
      .select((eb) => eb.fn.countAll<number>().as('events'))
      .executeTakeFirstOrThrow()
    expect(body).toContain(`parley_events_total ${events}\n`)
    expect(body).toMatch(/^parley_search_events_behind \d+$/m)
    expect(body).toMatch(/parley_database_up 1\n/)
    expect(body).toMatch(/parley_job_lag_seconds \d/)
    expect(body).toMatch(/nodejs_eventloop_lag_p99_seconds \d/)
    expect(body).toMatch(/process_resident_memory_bytes \d/)
    for (const line of body.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ |\w+(\{.*\})? \S+$|$)/)
  })
})

it('wants the token when there is one, from this machine too', async () => {
  const token = 'a-token-for-metrics'
  const app = await createTestApp({ env: { METRICS_TOKEN: token } })
  const statuses = []
  for (const authorization of [
    undefined,
    '',
    token,
    'Bearer ',
    `Bearer ${token}x`,
    `bearer ${token}`,
    `Bearer ${token}`,
  ])
    statuses.push(
      (
        await app.http.inject({
          url: '/metrics',
          headers: authorization === undefined ? {} : { authorization },
        })
      ).statusCode,
    )
  expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 200])
  const far = await app.http.inject({
    url: '/metrics',
    headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': '192.0.2.1' },
    remoteAddress: '10.0.0.1',
  })
  expect(far.statusCode).toBe(200)
  await app.close()
})

it('tells how many units a commit took and how large the log is, where commits are shared', async () => {
  const app = await createTestApp({ writer: 'thread' })
  const to = await app.organisation()
  await app.http.inject('/metrics')
  await Promise.all(Array.from({ length: 20 }, () => app.core.run('openTicket', ticketArgs(to))))
  const { body } = await app.http.inject('/metrics')
  // On PostgreSQL every unit has a transaction of its own, and the log is the server's business.
  const shared = engine === 'sqlite'
  expect(body.includes('parley_commit_units_sum 20\n')).toBe(shared)
  expect(Number(/parley_commit_units_count (\d+)/.exec(body)?.[1] ?? 0)).toBeLessThanOrEqual(shared ? 20 : 0)
  expect(Number(/parley_wal_bytes (\d+)/.exec(body)?.[1] ?? 0) > 0).toBe(shared)
  await app.close()
})

it('keeps what the process says of itself when the database does not answer', async () => {
  const app = await createTestApp()
  await meddle(app, (db) => db.schema.dropTable('job').execute())
  const { statusCode, body } = await app.http.inject('/metrics')
  expect(statusCode).toBe(200)
  expect(body).toMatch(/parley_database_up 0\n/)
  expect(body).toMatch(/process_cpu_seconds_total \d/)
  await app.close()
})
