// A thousand guesses: what they cost the server, what they tell whoever sends them, and what they do to their victim.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestApp, PASSWORD, type TestApp, type TestOrganisation } from '../../../test/app.ts'
import { meddle } from '../../../test/meddle.ts'

/** The edge itself, counted: every comparison of a password with a hash. */
const hashing = vi.hoisted(() => ({ runs: 0 }))
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>()
  const verify: typeof real.verify = (...given) => {
    hashing.runs++
    return real.verify(...given)
  }
  return { ...real, verify }
})

let app: TestApp
let owner: TestOrganisation
let disabled: TestOrganisation
type Given = { email: string; password: string }
type From = { ip?: string; cookie?: string }

async function signIn(given: Given, { ip = '198.51.100.77', cookie }: From = {}, on = app) {
  const answer = await on.http.inject({
    method: 'POST',
    url: '/api/manage/session',
    headers: { host: 'localhost', ...(cookie !== undefined && { cookie }) },
    payload: given,
    remoteAddress: ip,
  })
  const { date: _, 'x-request-id': __, ...headers } = answer.headers
  return { status: answer.statusCode, body: answer.body, headers }
}

async function organisations(on: TestApp) {
  const [one, two] = [await on.organisation(), await on.organisation()]
  await meddle(on, (db) =>
    db
      .updateTable('teammate')
      .set({ disabled_at: '2026-01-01T00:00:00.000Z' })
      .where('id', '=', two.ownerId)
      .execute(),
  )
  return [one, two] as const
}

describe('a thousand of them', () => {
  beforeEach(async () => {
    app = await createTestApp({ rateLimits: true })
    ;[owner, disabled] = await organisations(app)
  })

  /** Half of them at the owner, the rest at addresses that nobody or somebody who left has. */
  const target = (n: number) =>
    n % 2 === 0 ? owner.email : n % 10 === 1 ? disabled.email : `nobody-${n % 50}@example.com`

  it.each([
    ['one place', 1],
    ['several places', 8],
    ['more places than there are first tries', 250],
  ])('from %s reach the hash at most twenty times, and say the same to all', async (_, places) => {
    const right = { email: owner.email, password: PASSWORD }
    const before = await signIn(right, { ip: '203.0.113.1' })
    const device = String([before.headers['set-cookie']].flat()[1]).split(';')[0] ?? ''
    hashing.runs = 0
    const words = new Map<number, Set<string>>()
    const count = new Map<number, number>()
    for (let n = 0; n < 1_000; n += 10) {
      // Ten at a time, as somebody in a hurry sends them.
      const given = (at: number) => ({ email: target(at), password: `guess number ${at}` })
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, k) => signIn(given(n + k), { ip: `192.0.2.${(n + k) % places}` })),
      )
      for (const { status, body } of answers) {
        count.set(status, (count.get(status) ?? 0) + 1)
        words.set(status, (words.get(status) ?? new Set()).add(body))
      }
    }
    const { runs } = hashing
    expect([...count.keys()].sort()).toEqual([401, 429])
    expect(count.get(401)).toBe(runs)
    expect(runs).toBeGreaterThan(5)
    expect(runs).toBeLessThanOrEqual(20)
    for (const said of words.values()) expect(said.size).toBe(1)

    // In the browser they know, even where the guesses come from.
    expect((await signIn(right, { ip: '192.0.2.0', cookie: device })).status).toBe(200)
    // And in one they never used, from a place where nobody guesses, while less than ten places guess.
    const elsewhere = await signIn(right, { ip: '203.0.113.9' })
    expect(elsewhere.status).toBe(places < 10 ? 200 : 429)
    await app.close()
  })
})

describe('one of them', () => {
  beforeAll(async () => {
    app = await createTestApp()
    ;[owner, disabled] = await organisations(app)
  })
  afterAll(() => app.close())

  it('is answered alike, and costs one hash, whether or not there is such a teammate', async () => {
    const guesses: Given[] = [
      { email: owner.email, password: 'wrong horse battery' },
      { email: 'nobody@example.com', password: 'wrong horse battery' },
      { email: disabled.email, password: 'wrong horse battery' },
      // Right, and they may not come in any more.
      { email: disabled.email, password: PASSWORD },
      // No address at all.
      { email: 'аda@example.com', password: PASSWORD },
      { email: "' or 1=1 --", password: PASSWORD },
      { email: owner.email, password: 'x'.repeat(1_000) },
    ]
    const answers = []
    for (const given of guesses) {
      hashing.runs = 0
      answers.push({ ...(await signIn(given)), runs: hashing.runs })
    }
    expect(answers[0]).toMatchObject({ status: 401, runs: 1 })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })
})
