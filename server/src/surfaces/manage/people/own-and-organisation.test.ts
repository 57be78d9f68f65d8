import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  PASSWORD,
  type TestApp,
  type TestOrganisation,
  testClock,
} from '../../../../test/app.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'
import { type Headers, peopleCalls } from '../../../../test/people-calls.ts'
import { totpCode } from '../../../core/accounts/second-factor/totp.ts'
import { latestSeq } from '../../../core/spine/queries.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const { owner, call, cookieOf, tokenIn, signIn, whoAmI, mate } = peopleCalls(() => ({ app, to }))
let count = 0

describe('one’s own sessions', () => {
  it('all end but the one that asks, and nobody else’s', async () => {
    const [here, there, third] = [await signIn(), await signIn(), await signIn()]
    const stranger = await mate('admin')
    expect(await call('DELETE', '/sessions', undefined, here)).toMatchObject({
      status: 200,
      body: { ended: 2 },
    })
    const alive = [await whoAmI(here), await whoAmI(there), await whoAmI(third)]
    expect([...alive, await whoAmI(stranger.headers)]).toEqual([200, 401, 401, 200])
    expect((await call('DELETE', '/sessions', undefined, here)).body).toEqual({ ended: 0 })
    const [entry] = (await call('GET', '/audit?limit=1')).body.data
    expect(entry).toMatchObject({ action: 'session.ended', subject: to.ownerId, data: { sessions_ended: 2 } })
    // A token is no session: asked with one, all of them end.
    expect((await call('DELETE', '/sessions')).body).toEqual({ ended: 1 })
    expect(await whoAmI(here)).toBe(401)
  })
})

describe('one’s own e-mail address', () => {
  const change = (email: unknown, password = PASSWORD, headers = owner()) =>
    call('PUT', '/email', { email, password }, headers)

  it('is what one signs in with from then on; sessions go on', async () => {
    const here = await signIn()
    const email = `Noor-${++count}@Bücher.example`
    expect(await change(email, PASSWORD, here)).toMatchObject({ status: 204, body: undefined })
    expect((await call('GET', '/session', undefined, here)).body.teammate.email).toBe(email)
    expect(await whoAmI(await signIn(email.toLowerCase()))).toBe(200)
    expect((await call('POST', '/session', { email: to.email, password: PASSWORD }, {})).status).toBe(401)
    const events = await call('GET', '/events?limit=200')
    expect(events.body.data.at(-1)).toMatchObject({
      type: 'teammate.updated',
      data: { id: to.ownerId, changes: { email: { from: to.email, to: email } } },
    })
    // The same mailbox, written in another way.
    expect((await change(email.toUpperCase(), PASSWORD, here)).status).toBe(204)
  })

  it.each([
    ['no address', 'noor', PASSWORD, 422, 'invalid', 'email', 'this is not an e-mail address'],
    ['nothing', undefined, PASSWORD, 422, 'invalid', 'email', 'this is not an e-mail address'],
    ['a wrong password', 'x@y.example', 'wrong', 422, 'invalid', 'password', 'this is not your password'],
    ['no password', 'x@y.example', '', 422, 'invalid', 'password', 'password is required'],
  ])('is not changed by %s', async (_, email, password, status, code, field, detail) => {
    const seq = await latestSeq(app.core.read, to.org)
    expect(await change(email, password)).toMatchObject({ status, body: { code, field, detail } })
    expect(await latestSeq(app.core.read, to.org)).toBe(seq)
    expect((await call('GET', '/session')).body.teammate.email).toBe(to.email)
  })

  it('is none a teammate has, in whatever form', async () => {
    const { email } = await mate('agent')
    expect(await change(email.toUpperCase())).toMatchObject({
      status: 409,
      body: { code: 'conflict', field: 'email', detail: 'a teammate with this e-mail address exists' },
    })
    expect((await call('GET', '/session')).body.teammate.email).toBe(to.email)
  })

  it('is given to one of two who want it at once', async () => {
    const [one, other] = [await mate('agent'), await mate('agent')]
    const email = `both-${++count}@example.com`
    const { link } = (await call('POST', '/invitations', { email, role: 'agent' })).body
    const joining = { token: tokenIn(link), name: 'x', password: PASSWORD }
    const answers = await Promise.all([
      change(email, PASSWORD, one.headers),
      change(email, PASSWORD, other.headers),
      call('POST', '/invitations/accept', joining, {}),
    ])
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2)
  })

  it('gives five tries to guess the password, then asks to wait', async () => {
    const strict = await createTestApp({ clock, rateLimits: true })
    try {
      const { accessToken } = await strict.organisation()
      const { ask } = manageCalls(strict, { ...to, accessToken })
      const tries: number[] = []
      for (let n = 0; n < 6; n++)
        tries.push((await ask('PUT', '/email', { email: 'x@y.example', password: 'wrong' })).status)
      expect(tries).toEqual([422, 422, 422, 422, 422, 429])
    } finally {
      await strict.close()
    }
  })
})

describe('the organisation', () => {
  const patch = (body: object, headers = owner()) => call('PATCH', '/organisation', body, headers)

  it('is renamed by owners and admins; its rates stay', async () => {
    await patch({ limits: { tickets_per_second: 7 } })
    const admin = await mate('admin')
    expect(await patch({ name: ' Pan  & Pottle ' }, admin.headers)).toMatchObject({
      status: 200,
      body: { name: 'Pan & Pottle', limits: { tickets_per_second: 7, replies_per_minute: null } },
    })
    expect((await call('GET', '/session')).body.organisation.name).toBe('Pan & Pottle')
    const events = (await call('GET', '/events?limit=200')).body.data
    expect(events.at(-1)).toMatchObject({
      type: 'organisation.updated',
      data: { name: 'Pan & Pottle', limits: { tickets_per_second: 7 } },
    })
    const [entry] = (await call('GET', '/audit?limit=1')).body.data
    expect(entry).toMatchObject({ action: 'organisation.renamed', data: { to: 'Pan & Pottle' } })
    const seq = await latestSeq(app.core.read, to.org)
    expect((await patch({ name: 'Pan & Pottle' })).status).toBe(200)
    expect(await latestSeq(app.core.read, to.org)).toBe(seq)
  })

  it.each([
    [{}, undefined, 'name or limits is required'],
    [{ name: ' ' }, 'name', 'name is required'],
    [{ name: 7 }, 'name', 'name is required'],
    [{ name: 'x'.repeat(121) }, 'name', 'name is too long (maximum 120 characters)'],
    [{ limits: 5 }, 'limits', 'limits must be an object'],
  ])('is not changed by %j', async (body, field, detail) => {
    const seq = await latestSeq(app.core.read, to.org)
    const answer = await patch(body)
    expect([answer.status, answer.body.field || undefined, answer.body.detail]).toEqual([422, field, detail])
    expect(await latestSeq(app.core.read, to.org)).toBe(seq)
  })

  it('is not for agents to rename', async () => {
    const { headers } = await mate('agent')
    expect(await patch({ name: 'x' }, headers)).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: 'only an owner or admin may do this' },
    })
  })
})

describe('whether a teammate has a second factor', () => {
  it('is told to owners and admins, and to agents of themselves alone', async () => {
    const [agent, admin] = [await mate('agent'), await mate('admin')]
    const started = await call('POST', '/second-factor', { password: PASSWORD }, admin.headers)
    const as = async (headers: Headers) => {
      const { body } = await call('GET', '/teammates', undefined, headers)
      return body.data.map((one: { second_factor: boolean | null }) => one.second_factor)
    }
    // What was begun and never confirmed is none.
    expect(await as(owner())).toEqual([false, false, false])
    const code = totpCode(started.body.secret, clock.now())
    const confirmed = await call('POST', '/second-factor/confirm', { code }, admin.headers)
    expect(await as(cookieOf(confirmed))).toEqual([false, false, true])
    expect(await as(agent.headers)).toEqual([null, false, null])
  })
})
