import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshPlace, type TestPlace } from '../test/engines.ts'
import { type App, buildApp } from './app.ts'
import { configFrom } from './config.ts'
import { setUp } from './core/accounts/set-up.ts'
import { createLog } from './log.ts'

const lines: string[] = []
const log = createLog('trace', { write: (line) => void lines.push(line) })
const SECRET = 'hunter2-hunter2'

const logged = (object: object) => {
  lines.length = 0
  log.info(object, 'message')
  return lines.join('')
}

describe('a logged object', () => {
  it.each([
    [{ headers: { authorization: SECRET } }],
    [{ headers: { cookie: SECRET, 'set-cookie': SECRET, 'x-api-key': SECRET, 'x-api-secret': SECRET } }],
    [{ req: { headers: { authorization: SECRET, cookie: SECRET } } }],
    [{ request: { headers: { authorization: SECRET, cookie: SECRET } } }],
    [{ password: SECRET, token: SECRET, secret: SECRET, key: SECRET, body: SECRET, text: SECRET }],
    [{ user: { password: SECRET, token: SECRET } }],
    [{ message: { body: { content: SECRET } } }],
    [{ request: { user: { password: SECRET, body: SECRET } } }],
    [{ args: { org: 'x', user: { deep: { token: SECRET } } } }],
    [{ err: Object.assign(new Error('failed'), { body: SECRET, token: SECRET }) }],
    [{ err: Object.assign(new Error('failed'), { config: { headers: { authorization: SECRET } } }) }],
    [{ jobs: [{ payload: { body: SECRET } }] }],
  ])('shows no secret and no body: %j', (object) => {
    const line = logged(object)
    expect(line).toContain('[redacted]')
    expect(line).not.toContain(SECRET)
  })

  it('shows the rest', () => {
    expect(JSON.parse(logged({ route: '/interaction', status: 400, ms: 1.5 }))).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      route: '/interaction',
      status: 400,
      ms: 1.5,
      msg: 'message',
    })
  })

  it('stays one line, whatever is in it', () => {
    const line = logged({ name: 'a\nb\r{"level":"fatal"}\u2028\u001b[31m' })
    expect(line.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(line)).toMatchObject({ level: 'info' })
  })
})

describe('a server under way', () => {
  let app: App
  let place: TestPlace
  beforeAll(async () => {
    place = await freshPlace()
    app = await buildApp(configFrom({ DATA_DIR: place.dataDir }), { log, writer: 'inline' })
  })
  afterAll(async () => {
    await app.close()
    await place.remove()
  })

  it('logs no credential, no password and no word of a message', async () => {
    lines.length = 0
    const input = {
      organisation: 'Pottle',
      email: 'noor@example.com',
      password: 'correct horse battery',
      prefix: 'ASM',
    }
    const { shown } = await setUp(app.core.run, input, { onlyFirst: true })
    const words = 'umbrella-in-the-kettle'
    const ask = (method: 'GET' | 'POST', url: string, headers: Record<string, string>, payload?: object) =>
      app.http.inject({
        method,
        url,
        headers: { ...headers, 'user-agent': words },
        ...(payload && { payload }),
      })
    const signedIn = await ask('POST', '/api/manage/session', {}, input)
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
    await ask(
      'POST',
      '/interaction',
      { authorization: shown.api_key },
      { query: words, user_email: 'ada@example.com' },
    )
    await ask('POST', '/interaction', { authorization: `${shown.api_key}x` }, { query: words })
    await ask('POST', '/interaction', { authorization: shown.api_key }, { [words]: words })
    await ask('POST', '/api/manage/session', {}, { ...input, password: 'wrong horse battery' })
    await ask('GET', `/api/manage/conversations?q=${words}`, { cookie })
    await ask('GET', `/${words}/${shown.access_token}`, { authorization: `Bearer ${shown.access_token}` })
    const text = lines.join('')
    expect(lines.length).toBeGreaterThanOrEqual(7)
    const session = cookie.split('=')[1] ?? ''
    expect(session.length).toBe(43)
    for (const secret of [
      ...Object.values(shown).slice(2),
      session,
      input.password,
      'wrong horse',
      words,
      'ada@',
    ])
      expect(text).not.toContain(secret)
    expect(text).toContain('"route":"/interaction')
  })
})
