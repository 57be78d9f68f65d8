import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/app.ts'
import { listen, send } from '../../../test/raw-http.ts'

const good = {
  organisation: 'Pottle & Pan',
  name: 'Noor Valdis',
  email: 'noor@example.com',
  password: 'correct horse battery',
  prefix: 'ASM',
}
const HTML = 'text/html; charset=utf-8'
const ITS_SCRIPT = '<script src="/setup.js" defer></script>'

const submit = (app: TestApp, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  app.http.inject({
    method: 'POST',
    url: app.firstRunPath,
    headers: { host: 'localhost:3000', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  })

async function organisations(app: TestApp): Promise<number> {
  return (await app.core.read.selectFrom('organisation').select('id').execute()).length
}

describe('the first-run page, while there is no organisation', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp()
  })
  afterAll(() => app.close())
  afterEach(async () => {
    expect(await organisations(app)).toBe(0)
  })

  it('is a form under its secret path', async () => {
    const answer = await app.http.inject({ url: app.firstRunPath })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, HTML])
    expect(answer.body).toContain(`<form method="post" action="${app.firstRunPath}" `)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(app.firstRunPath).toMatch(/^\/setup\/[\w-]{43}$/)
  })

  it.each([
    ['without the token', () => '/setup'],
    ['with an empty token', () => '/setup/'],
    ['with another token', () => `/setup/${'x'.repeat(43)}`],
    ['with half the token', () => app.firstRunPath.slice(0, -1)],
    ['with the token in capitals', () => app.firstRunPath.toUpperCase()],
  ])('is not there %s', async (_, path) => {
    for (const method of ['GET', 'POST'] as const)
      expect((await app.http.inject({ method, url: path() })).statusCode).toBe(404)
  })

  it('allows scripts and styles from this server only, and no frames', async () => {
    for (const answer of [await app.http.inject({ url: app.firstRunPath }), await submit(app, {})]) {
      const policy = String(answer.headers['content-security-policy']).split('; ')
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
        ]),
      )
      expect(policy.join(' ')).not.toMatch(/unsafe|\*|http/)
      expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin')
      const besidesItsOwn = answer.body.replace(ITS_SCRIPT, '')
      expect(besidesItsOwn).not.toMatch(/<script|<style|style=|javascript:| on\w+=/i)
    }
  })

  it.each([
    ['organisation', '', 'the organisation needs a name'],
    ['organisation', '   ', 'the organisation needs a name'],
    ['organisation', 'x'.repeat(121), 'the name is too long'],
    ['name', 'x'.repeat(121), 'the name is too long'],
    ['email', '', 'this is not an e-mail address'],
    ['email', 'noor', 'this is not an e-mail address'],
    ['email', 'a@b@c.de', 'this is not an e-mail address'],
    ['email', `${'x'.repeat(250)}@b.co`, 'this is not an e-mail address'],
    ['password', '', 'the password needs at least 10 characters'],
    ['password', 'nine char', 'the password needs at least 10 characters'],
    ['password', 'password123', 'this password is too easy to guess'],
    ['prefix', 'A', 'the ticket prefix is 2 to 8 letters or digits, a letter first'],
    ['prefix', '1AB', 'the ticket prefix is 2 to 8 letters or digits, a letter first'],
    ['prefix', 'A-B', 'the ticket prefix is 2 to 8 letters or digits, a letter first'],
  ])('refuses %s %j beside its field, keeping what was typed', async (field, value, message) => {
    const answer = await submit(app, { ...good, [field]: value })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([422, HTML])
    expect(answer.headers['set-cookie']).toBeUndefined()
    const sentence = message.charAt(0).toUpperCase() + message.slice(1)
    const hint = new RegExp(`<p id="${field}-hint" class="wrong"[^>]*>([^<]*)</p>`).exec(answer.body)
    expect(hint?.[1]).toBe(`${sentence}.`)
    // The field that is wrong is where one goes on.
    expect(answer.body).toMatch(new RegExp(`<input id="${field}"[^>]* aria-invalid="true" autofocus`))
    if (field !== 'organisation') expect(answer.body).toContain('value="Pottle &amp; Pan"')
    expect(answer.body).not.toContain(good.password)
  })

  it.each([
    '"><script>alert(1)</script>',
    "' onfocus='alert(1)' autofocus='",
    '</p><img src=x onerror=alert(1)>',
    '&quot;&#34;<svg/onload=alert(1)>',
  ])('shows %s as text', async (attack) => {
    const answer = await submit(app, {
      ...good,
      organisation: attack,
      name: attack,
      email: attack,
      prefix: attack,
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).not.toContain(attack)
    expect(answer.body.replace(ITS_SCRIPT, '')).not.toMatch(/<script|<img|<svg/)
    const escaped = attack
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
    expect(answer.body.split(`value="${escaped}"`)).toHaveLength(5)
  })

  it.each([
    ['', false, 'The password needs at least 10 characters.'],
    ['nine char', false, 'The password needs at least 10 characters.'],
    ['password123', false, 'This password is too easy to guess.'],
    ['pottle-2026', false, 'This password is too easy to guess.'],
    ['x'.repeat(1_001), false, 'The password is too long.'],
    ['correct horse battery', true, 'Good: long enough, and nothing one would guess.'],
  ])('says what a password is worth while it is typed, case %#', async (password, isGood, verdict) => {
    const words = isGood ? verdict : `${verdict} Three or four unrelated words do well.`
    const headers = { host: 'localhost:3000', 'content-type': 'application/x-www-form-urlencoded' }
    const payload = new URLSearchParams({ password, organisation: 'Pottle', email: 'a@b.co' }).toString()
    const url = `${app.firstRunPath}/password`
    const answer = await app.http.inject({ method: 'POST', url, headers, payload })
    expect([answer.statusCode, answer.json()]).toEqual([200, { good: isGood, words }])
    const foreign = { ...headers, origin: 'https://evil.example' }
    expect((await app.http.inject({ method: 'POST', url, headers: foreign, payload })).statusCode).toBe(403)
  })

  it('refuses what another site made the browser send', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
      expect((await submit(app, good, headers)).statusCode).toBe(403)
  })

  it('refuses bodies that are no form', async () => {
    const answer = await submit(app, good, { 'content-type': 'text/plain' })
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'protocol'])
    expect((await submit(app, {}, { 'content-type': 'multipart/form-data; boundary=x' })).statusCode).toBe(
      400,
    )
  })
})

describe('the first-run page, filled in', () => {
  let app: TestApp
  beforeEach(async () => {
    app = await createTestApp()
  })
  afterEach(() => app.close())

  it('signs its owner in, leaves no secret that nobody saw, and is gone', async () => {
    const answer = await submit(app, { ...good, organisation: '<b>Pottle</b>' })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/'])

    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
    const whoAmI = { url: '/api/manage/session', headers: { host: 'localhost:3000', cookie } }
    expect((await app.http.inject(whoAmI)).json()).toMatchObject({
      teammate: { email: 'noor@example.com', name: 'Noor Valdis', role: 'owner' },
      organisation: { name: '<b>Pottle</b>', slug: 'b-pottle-b', prefix: 'ASM' },
    })
    const credentials = await app.core.read.selectFrom('credential').select(['kind', 'public_id']).execute()
    expect(credentials.map(({ kind }) => kind)).toEqual(['site_key'])
    for (const gone of [await submit(app, good), await app.http.inject({ url: app.firstRunPath })])
      expect([gone.statusCode, gone.headers['content-type']]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ])
    expect(await organisations(app)).toBe(1)
  })

  it('says in words that it has been used, to whoever opens it in a browser again', async () => {
    await submit(app, good)
    const accept = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
    const again = [
      await app.http.inject({ url: app.firstRunPath, headers: accept }),
      await submit(app, good, accept),
    ]
    for (const gone of again) {
      expect([gone.statusCode, gone.headers['content-type']]).toEqual([404, HTML])
      expect(gone.body).toContain('This link has been used')
      expect(gone.body).not.toContain('<form')
      expect(String(gone.headers['content-security-policy'])).toContain("script-src 'self'")
      expect(gone.headers['set-cookie']).toBeUndefined()
    }
    // Under any other path nothing tells that there ever was one.
    const other = await app.http.inject({ url: `/setup/${'x'.repeat(43)}`, headers: accept })
    expect([other.statusCode, other.body.includes('used')]).toEqual([404, false])
    const judge = await app.http.inject({ method: 'POST', url: `${app.firstRunPath}/password` })
    expect(judge.statusCode).toBe(404)
  })

  it('makes one organisation when two browsers send it at once', async () => {
    const answers = await Promise.all([submit(app, good), submit(app, good), submit(app, good)])
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([303, 404, 404])
    expect(await organisations(app)).toBe(1)
  })
})

describe('health', () => {
  it('is told while the server runs, and while it stops', async () => {
    const app = await createTestApp()
    const healthy = await app.http.inject({ url: '/healthz' })
    expect([healthy.statusCode, healthy.json()]).toEqual([200, { status: 'ok' }])
    const ready = await app.http.inject({ url: '/readyz' })
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ready' }])

    // A request under way keeps its connection open; on it a balancer can still ask.
    const port = await listen(app.http)
    let closing: Promise<void> | undefined
    const slow =
      'POST /api/manage/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{'
    const answer = send(port, [slow, '}GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n'], {
      gap: 100,
      untilClosed: true,
    })
    setTimeout(() => {
      closing = app.close()
    }, 50)
    const [, second = ''] = (await answer).body.split('HTTP/1.1 ')
    expect(second).toMatch(/^503 /)
    expect(second).toMatch(/\r\nconnection: close\r\n/i)
    expect(second).toContain('{"status":"stopping"}')
    await closing
  })

  it('is bad when the database cannot be read', async () => {
    const app = await createTestApp()
    await app.database.close()
    const answer = await app.http.inject({ url: '/readyz' })
    expect([answer.statusCode, answer.headers['retry-after'], answer.json()]).toEqual([
      503,
      '2',
      { status: 'database unavailable' },
    ])
    expect((await app.http.inject({ url: '/healthz' })).statusCode).toBe(200)
    await app.close().catch(() => {})
    await app.place.remove()
  })
})

it('serves its own style sheet and script', async () => {
  const app = await createTestApp()
  const answer = await app.http.inject({ url: '/setup.css' })
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8'])
  const script = await app.http.inject({ url: '/setup.js' })
  expect([script.statusCode, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8'])
  await app.close()
})
