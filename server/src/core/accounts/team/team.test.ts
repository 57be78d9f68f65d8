import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  PASSWORD,
  type TestApp,
  type TestOrganisation,
  testClock,
} from '../../../../test/app.ts'
import { timeOf } from '../../ids.ts'
import { latestSeq, listEvents } from '../../spine/queries.ts'
import type { By } from '../api-keys.ts'
import { authenticateSession, authenticateTeammate } from '../authenticate.ts'
import { issueAccessToken } from '../own/issue-access-token.ts'
import { replaceOwnPassword } from '../own/replace-own-password.ts'
import { openSession, signIn } from '../sign-in.ts'
import type { ChangeTeammateArgs, Role } from './change-teammate.ts'
import { issueInvitation, join } from './join.ts'
import { findMember, listAudit, listMembers } from './queries.ts'

const DAY = 24 * 3_600_000
const clock = testClock()
const now = () => timeOf(clock.now())
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const from = { ip: '192.0.2.7', userAgent: 'Mozilla/5.0 (test)' }
const by = (id: string): By => ({ actor: { kind: 'teammate', id, name: 'Somebody' }, ip: '192.0.2.1' })
let count = 0
const invite = (role: Role, email = `mate-${++count}@example.com`, byId = to.ownerId) =>
  issueInvitation(app.core, to.org, { email, role }, { byId, ...by(byId) })
const accept = (token: string, name = 'Ada') => join(app.core, { token, name, password: PASSWORD }, from)
/** A teammate of that role. */
async function mate(role: Role): Promise<string> {
  return (await accept((await invite(role)).token)).teammate.id
}
const change = (byId: string, teammateId: string, wanted: ChangeTeammateArgs['wanted'], org = to.org) =>
  app.core.run('changeTeammate', { org, byId, teammateId, wanted, ...by(byId) })
const session = (id: string) => openSession(app.core, to.org, id, from)
const token = async (id: string) => {
  const asked = {
    org: to.org,
    teammateId: id,
    name: `token ${++count}`,
    expiresAt: null,
    scopes: null,
    within: null,
  }
  return (await issueAccessToken(app.core, asked, by(id))).text ?? ''
}
const opens = async (secret: string) => {
  const asked = secret.startsWith('pat_') ? authenticateTeammate : authenticateSession
  return await asked(app.core.read, secret, now()).then(
    () => true,
    (error: { code: string }) => (error.code === 'unauthenticated' ? false : Promise.reject(error)),
  )
}
const newest = async () => (await listAudit(app.core.read, to.org, { limit: 1 }))[0]
const enabledOwners = async () =>
  (await listMembers(app.core.read, to.org, { limit: 50 })).filter(
    ({ role, disabled_at }) => role === 'owner' && disabled_at === null,
  )
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('disabling a teammate', () => {
  it('ends their sessions and access tokens for good, and nobody else’s', async () => {
    const agent = await mate('agent')
    const theirs = [await session(agent), await session(agent), await token(agent)]
    const others = [await session(to.ownerId), to.accessToken]
    for (const secret of [...theirs, ...others]) expect(await opens(secret)).toBe(true)

    await change(to.ownerId, agent, { disabled: true })
    for (const secret of theirs) expect(await opens(secret)).toBe(false)
    for (const secret of others) expect(await opens(secret)).toBe(true)
    expect(await findMember(app.core.read, to.org, agent)).toMatchObject({
      disabled_at: now(),
      last_seen_at: null,
    })
    // Enabled again they start anew.
    await change(to.ownerId, agent, { disabled: false })
    for (const secret of theirs) expect(await opens(secret)).toBe(false)
    expect(await opens(await session(agent))).toBe(true)
  })

  it('leaves an event and audit rows that say what went', async () => {
    const agent = await mate('agent')
    await session(agent)
    await token(agent)
    const seq = await latestSeq(app.core.read, to.org)
    await change(to.ownerId, agent, { disabled: true, name: 'Gone' })
    const events = await listEvents(app.core.read, to.org, { after: seq, limit: 9 })
    const changes = { name: { from: 'Ada', to: 'Gone' }, disabled: { from: false, to: true } }
    expect(events.map(({ type, data }) => [type, JSON.parse(data)])).toEqual([
      ['teammate.updated', { id: agent, changes }],
      ['credential.deleted', { id: expect.any(String), kind: 'access_token', name: expect.any(String) }],
    ])
    const rows = await listAudit(app.core.read, to.org, { limit: 2 })
    expect(rows.map(({ action, subject, ip }) => [action, subject, ip])).toEqual([
      ['credential.deleted', expect.any(String), '192.0.2.1'],
      ['teammate.updated', agent, '192.0.2.1'],
    ])
    // The one of joining and the one above.
    expect(JSON.parse(rows[1]?.data ?? '')).toEqual({ changes, sessions_ended: 2 })
  })

  it('lets nobody sign in as them', async () => {
    const { token, id } = await invite('agent', 'gone@example.com')
    expect(id).toMatch(/^\w{8}$/)
    const { teammate } = await accept(token)
    await change(to.ownerId, teammate.id, { disabled: true })
    const given = { email: 'gone@example.com', password: PASSWORD }
    await expect(signIn(app.core, given, from)).rejects.toMatchObject({ code: 'unauthenticated' })
    // Not even one whose password was being checked at that moment.
    await expect(session(teammate.id)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('while they sign in leaves no session behind', async () => {
    const agent = await mate('agent')
    await Promise.allSettled([
      ...Array.from({ length: 10 }, () => session(agent)),
      change(to.ownerId, agent, { disabled: true }),
      ...Array.from({ length: 10 }, () => session(agent)),
      ...Array.from({ length: 5 }, () => token(agent)),
    ])
    const left = (table: 'session' | 'credential') =>
      app.core.read.selectFrom(table).select('org_id').where('teammate_id', '=', agent).execute()
    expect([await left('session'), await left('credential')]).toEqual([[], []])
  })
})

describe('another role', () => {
  it('holds from the next request on, and asks for a new session but no new token', async () => {
    const agent = await mate('agent')
    const [cookie, secret] = [await session(agent), await token(agent)]
    await change(to.ownerId, agent, { role: 'admin' })
    expect(await opens(cookie)).toBe(false)
    const { teammate } = await authenticateTeammate(app.core.read, secret, now())
    expect(teammate.role).toBe('admin')
  })

  it('as it is already changes nothing and says nothing', async () => {
    const agent = await mate('agent')
    const cookie = await session(agent)
    const seq = await latestSeq(app.core.read, to.org)
    await change(to.ownerId, agent, { role: 'agent', disabled: false, name: 'Ada' })
    expect(await latestSeq(app.core.read, to.org)).toBe(seq)
    expect(await opens(cookie)).toBe(true)
  })
})

describe('who may change whom', () => {
  const people = async () => ({
    owner: to.ownerId,
    other: await mate('owner'),
    admin: await mate('admin'),
    peer: await mate('admin'),
    agent: await mate('agent'),
  })
  type Who = keyof Awaited<ReturnType<typeof people>>

  it.each<[Who, Who, ChangeTeammateArgs['wanted'], string]>([
    ['owner', 'other', { role: 'agent' }, 'done'],
    ['owner', 'agent', { role: 'owner' }, 'done'],
    ['owner', 'owner', { name: 'New' }, 'done'],
    ['owner', 'owner', { disabled: true }, 'forbidden'],
    ['owner', 'owner', { role: 'admin' }, 'forbidden'],
    ['admin', 'agent', { role: 'admin', disabled: true }, 'done'],
    ['admin', 'peer', { role: 'agent' }, 'done'],
    ['admin', 'agent', { role: 'owner' }, 'forbidden'],
    ['admin', 'admin', { role: 'owner' }, 'forbidden'],
    ['admin', 'owner', { name: 'New' }, 'forbidden'],
    ['admin', 'owner', { disabled: true }, 'forbidden'],
    ['agent', 'agent', { name: 'New' }, 'done'],
    ['agent', 'agent', { role: 'agent' }, 'forbidden'],
    ['agent', 'admin', { name: 'New' }, 'forbidden'],
  ])('%s changes %s to %j: %s', async (who, whom, wanted, outcome) => {
    const all = await people()
    const seq = await latestSeq(app.core.read, to.org)
    expect(await refusalOf(change(all[who], all[whom], wanted))).toBe(outcome)
    expect((await latestSeq(app.core.read, to.org)) > seq).toBe(outcome === 'done')
  })

  it('of another organisation nobody', async () => {
    const other = await app.organisation()
    await expect(change(to.ownerId, other.ownerId, { name: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('leaves an owner, however many demote and disable each other at once', async () => {
    const owners = [to.ownerId, await mate('owner'), await mate('owner'), await mate('owner')]
    const wanted = [{ disabled: true }, { role: 'agent' as const }]
    const all = owners.flatMap((one) => owners.filter((two) => two !== one).map((two) => [one, two] as const))
    const outcomes = await Promise.all(
      all.map(([one, two], n) => refusalOf(change(one, two, wanted[n % 2] ?? {}))),
    )
    expect(await enabledOwners()).toHaveLength(1)
    // More than the three it takes: who is disabled may be demoted as well.
    expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThanOrEqual(3)
    expect(outcomes.every((outcome) => ['done', 'forbidden', 'unauthenticated'].includes(outcome))).toBe(true)
  })
})

describe('an invitation', () => {
  const gone = { code: 'not_found', message: 'invitation not found' }

  it('makes a teammate of its address and role, signed in, once', async () => {
    const { token, id, expiresAt } = await invite('admin', 'ada@example.com')
    expect(expiresAt).toBe(timeOf(clock.now() + 7 * DAY))
    const joined = await accept(token)
    expect(joined).toMatchObject({
      org: to.org,
      teammate: { name: 'Ada', email: 'ada@example.com', role: 'admin' },
    })
    expect(await opens(joined.token)).toBe(true)
    expect((await signIn(app.core, { email: 'ada@example.com', password: PASSWORD }, from)).org).toBe(to.org)
    await expect(accept(token)).rejects.toMatchObject(gone)
    const rows = await listAudit(app.core.read, to.org, { limit: 20 })
    expect(rows.find(({ action }) => action === 'invitation.accepted')).toMatchObject({ subject: id })
    expect(JSON.stringify(rows)).not.toContain(token.slice(-49))
  })

  it('is used once by ten who follow it at the same time', async () => {
    const { token } = await invite('agent')
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => refusalOf(accept(token))))
    expect(outcomes.sort()).toEqual(['done', ...Array.from({ length: 9 }, () => 'not_found')])
    expect(await listMembers(app.core.read, to.org, { limit: 9 })).toHaveLength(2)
  })

  it('holds for seven days and not a millisecond longer', async () => {
    const [one, two] = [await invite('agent'), await invite('agent')]
    clock.advance(7 * DAY - 1)
    await accept(one.token)
    clock.advance(1)
    await expect(accept(two.token)).rejects.toMatchObject(gone)
  })

  it('ends when it is withdrawn, or when its address is invited again', async () => {
    const first = await invite('agent', 'ada@example.com')
    const second = await invite('admin', 'ada@example.com')
    await expect(accept(first.token)).rejects.toMatchObject(gone)
    const withdraw = () =>
      app.core.run('withdrawInvitation', { org: to.org, publicId: second.id, ...by(to.ownerId) })
    await withdraw()
    await expect(withdraw()).rejects.toMatchObject(gone)
    await expect(accept(second.token)).rejects.toMatchObject(gone)
    expect(await newest()).toMatchObject({ action: 'invitation.deleted' })
  })

  it('is not known by another secret, whatever of it is right', async () => {
    const { token, id } = await invite('agent')
    const other = await invite('agent')
    for (const wrong of [id, '', 'x'.repeat(1e5), to.apiKey, `${token.slice(0, 20)}${other.token.slice(20)}`])
      await expect(accept(wrong)).rejects.toMatchObject(gone)
    await accept(token)
  })

  it('is no way back for who made it and was disabled or demoted since', async () => {
    const demotions = [{ disabled: true }, { role: 'agent' as const }]
    for (const wanted of demotions) {
      const admin = await mate('admin')
      const { token, id } = await invite('admin', undefined, admin)
      const kept = await invite('agent')
      await change(to.ownerId, admin, { name: 'Still trusted' })
      await change(to.ownerId, admin, wanted)
      await expect(accept(token)).rejects.toMatchObject(gone)
      expect(await newest()).toMatchObject({ action: 'invitation.deleted', subject: id })
      await accept(kept.token)
    }
  })

  it('survives a password that is refused', async () => {
    const { token } = await invite('agent')
    const weak = join(app.core, { token, name: 'Ada', password: 'short' }, from)
    await expect(weak).rejects.toMatchObject({ code: 'invalid', details: { field: 'password' } })
    await accept(token)
  })

  it('of who works here is refused, disabled or not, when it is made and when it is used', async () => {
    const taken = { code: 'conflict', details: { field: 'email' } }
    await expect(invite('agent', to.email)).rejects.toMatchObject(taken)
    const agent = await mate('agent')
    const email = `mate-${count}@example.com`
    await change(to.ownerId, agent, { disabled: true })
    await expect(invite('agent', email)).rejects.toMatchObject(taken)
    // A person who works in another organisation is welcome here.
    const other = await app.organisation()
    await accept((await invite('agent', other.email)).token)
  })

  it('of an owner is for owners to make, and none is for agents', async () => {
    const [admin, agent] = [await mate('admin'), await mate('agent')]
    const made = (role: Role, byId: string) => refusalOf(invite(role, undefined, byId))
    expect([await made('owner', admin), await made('admin', admin), await made('agent', agent)]).toEqual([
      'forbidden',
      'done',
      'forbidden',
    ])
  })

  it('is tried thirty times from one place, and then not for a while', async () => {
    const limited = await createTestApp({ rateLimits: true })
    try {
      const tries = []
      for (let n = 0; n < 32; n++)
        tries.push(await refusalOf(join(limited.core, { token: 'x', name: 'x', password: PASSWORD }, from)))
      expect(tries.slice(29)).toEqual(['not_found', 'rate_limited', 'rate_limited'])
    } finally {
      await limited.close()
    }
  })
})

describe('changing one’s password', () => {
  const NEW = 'another horse battery'
  const replace = (current: string, wanted = NEW, inSession = true, core = app.core, who = to) =>
    replaceOwnPassword(
      core,
      { org: who.org, teammateId: who.ownerId, ...by(who.ownerId) },
      { current, new: wanted, userAgent: null, inSession },
    )

  it('ends every session, goes on in a new one, and leaves access tokens alone', async () => {
    const sessions = [await session(to.ownerId), await session(to.ownerId)]
    const next = (await replace(PASSWORD)) ?? ''
    for (const one of sessions) expect(await opens(one)).toBe(false)
    expect([await opens(next), await opens(to.accessToken)]).toEqual([true, true])
    expect(await refusalOf(signIn(app.core, { email: to.email, password: PASSWORD }, from))).toBe(
      'unauthenticated',
    )
    expect(await refusalOf(signIn(app.core, { email: to.email, password: NEW }, from))).toBe('done')
    const trail = await listAudit(app.core.read, to.org, { limit: 2 })
    expect(trail[1]).toMatchObject({ action: 'password.changed', data: '{"sessions_ended":2}' })
    // The session that signing in opened, and the one that went on.
    expect(await replace(NEW, PASSWORD, false)).toBeNull()
    expect(await opens(next)).toBe(false)
  })

  it.each([
    ['wrong horse battery', NEW, 'current'],
    [PASSWORD, 'short', 'new'],
    [PASSWORD, 'password1234', 'new'],
  ])('from %s to %s is refused for its %s', async (current, wanted, field) => {
    const cookie = await session(to.ownerId)
    await expect(replace(current, wanted)).rejects.toMatchObject({ code: 'invalid', details: { field } })
    expect(await opens(cookie)).toBe(true)
  })

  it('at the same time with one password has one winner, and one session is left', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, (_, n) => refusalOf(replace(PASSWORD, `${NEW} ${n}`))),
    )
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    const rows = app.core.read.selectFrom('session').select('org_id').where('org_id', '=', to.org)
    expect(await rows.execute()).toHaveLength(1)
  })

  it('opens no session to who proved the old one a moment too early', async () => {
    const row = app.core.read.selectFrom('teammate').select('password_hash').where('id', '=', to.ownerId)
    const { password_hash: passwordHash } = await row.executeTakeFirstOrThrow()
    await replace(PASSWORD)
    const late = openSession(app.core, to.org, to.ownerId, { ...from, passwordHash })
    await expect(late).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('is tried five times, whatever was right the sixth time', async () => {
    const limited = await createTestApp({ rateLimits: true })
    try {
      const who = await limited.organisation()
      const wrong = () => refusalOf(replace('wrong horse battery', NEW, true, limited.core, who))
      const tries = []
      for (let n = 0; n < 5; n++) tries.push(await wrong())
      expect(new Set(tries)).toEqual(new Set(['invalid']))
      expect(await refusalOf(replace(PASSWORD, NEW, true, limited.core, who))).toBe('rate_limited')
    } finally {
      await limited.close()
    }
  })
})
