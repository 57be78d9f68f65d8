import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { timeOf } from '../ids.ts'
import { listEvents } from '../spine/queries.ts'
import type { By } from './api-keys.ts'
import { authenticate } from './authenticate.ts'
import { issueApiKey } from './issue-api-key.ts'
import { listCredentials } from './queries.ts'
import { shownName } from './shown-name.ts'

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

const by = (): By => ({ actor: { kind: 'teammate', id: to.ownerId, name: 'Noor' }, ip: '192.0.2.1' })
const create = (name: string, expiresAt: string | null = null, on = app) =>
  issueApiKey(on.core, to.org, { name, expiresAt }, by())
const remove = (publicId: string, org = to.org) => app.core.run('deleteApiKey', { org, publicId, ...by() })
const names = async () =>
  (await listCredentials(app.core.read, to.org, 'api_key', { limit: 200 })).map((row) => row.name).sort()
/** What follows set-up, which writes two events. */
const events = async () =>
  (await listEvents(app.core.read, to.org, { after: 2, limit: 200 })).map(({ type, data }) => [
    type,
    JSON.parse(data),
  ])
/** What follows the six rows of set-up. */
const audit = async () => {
  const rows = app.core.read
    .selectFrom('audit')
    .select(['actor', 'action', 'subject', 'data', 'ip'])
    .where('org_id', '=', to.org)
  return (await rows.orderBy('id').execute()).slice(6)
}

describe('an API key', () => {
  it('opens the tickets channel of its organisation from the moment it is made', async () => {
    const { created, text } = await create('Website')
    expect(created).toEqual({
      id: expect.stringMatching(/^\w{8}$/),
      name: 'Website',
      expiresAt: null,
      createdAt: now(),
    })
    expect(await authenticate(app.core.read, 'api_key', text ?? '', now())).toMatchObject({
      org: to.org,
      publicId: created.id,
      name: 'Website',
      teammateId: null,
      channelId: to.ticketsChannel,
      lastUsedAt: null,
    })
  })

  it('leaves an event and an audit row when it comes and when it goes, neither with its secret', async () => {
    const { created, text } = await create('Website', timeOf(clock.now() + 1_000))
    await app.core.run('noteCredentialUsed', { org: to.org, publicId: created.id })
    await remove(created.id)
    const facts = { id: created.id, kind: 'api_key', name: 'Website' }
    expect(await events()).toEqual([
      ['credential.created', facts],
      ['credential.deleted', facts],
    ])
    const rows = await audit()
    expect(rows.map((row) => ({ ...row, actor: JSON.parse(row.actor), data: JSON.parse(row.data) }))).toEqual(
      [
        {
          ...by(),
          action: 'credential.created',
          subject: created.id,
          data: { kind: 'api_key', name: 'Website', expires_at: created.expiresAt },
        },
        {
          ...by(),
          action: 'credential.deleted',
          subject: created.id,
          data: {
            kind: 'api_key',
            name: 'Website',
            created_at: created.createdAt,
            expires_at: created.expiresAt,
            last_used_at: now(),
          },
        },
      ],
    )
    const everything = JSON.stringify([rows, await events()])
    expect(everything).not.toContain(text?.slice(-49))
  })

  it('is refused from the moment it is deleted, and the others are not', async () => {
    const { created, text } = await create('Website')
    await remove(created.id)
    await expect(authenticate(app.core.read, 'api_key', text ?? '', now())).rejects.toMatchObject({
      code: 'unauthenticated',
      details: { expired: false },
    })
    await authenticate(app.core.read, 'api_key', to.apiKey, now())
    expect(await names()).toEqual(['Set up'])
  })

  it('is deleted once by twenty who try at the same time', async () => {
    const { created } = await create('Website')
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => remove(created.id)))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    for (const reason of refused)
      expect(reason).toMatchObject({ code: 'not_found', message: 'API key not found' })
    expect((await events()).map(([type]) => type)).toEqual(['credential.created', 'credential.deleted'])
  })

  it('of another organisation, or a credential of another kind, is not there to be deleted', async () => {
    const { created, text } = await create('Website')
    const other = await app.organisation()
    const token = await authenticate(app.core.read, 'access_token', to.accessToken, now())
    const gone = { code: 'not_found', message: 'API key not found' }
    await expect(remove(created.id, other.org)).rejects.toMatchObject(gone)
    await expect(remove(token.publicId)).rejects.toMatchObject(gone)
    await authenticate(app.core.read, 'api_key', text ?? '', now())
    await authenticate(app.core.read, 'access_token', to.accessToken, now())
  })
})

describe('its name', () => {
  const taken = { code: 'conflict', message: 'an API key with this name exists', details: { field: 'name' } }

  it('is taken once by twenty who want it at the same time', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => create('Website')))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(refused).toHaveLength(19)
    for (const reason of refused) expect(reason).toMatchObject(taken)
    expect(await names()).toEqual(['Set up', 'Website'])
    expect(await events()).toHaveLength(1)
    expect(await audit()).toHaveLength(1)
  })

  it('is free in another organisation, and again once its key is deleted', async () => {
    const { created } = await create('Website')
    await expect(create('Website')).rejects.toMatchObject(taken)
    await remove(created.id)
    await create('Website')
    to = await app.organisation()
    await create('Website')
  })

  it.each([
    ['blanks around it', '  Website ', 'Website'],
    ['blanks within', 'Web \t\n site', 'Web site'],
    ['a letter and its accent apart', 'Cafe\u0301', 'Café'],
    ['marks nobody sees', 'Web\u200bsite\u202e\ufeff', 'Website'],
    ['what no database takes', 'Web\0\ud800', 'Web \ufffd'],
    ['an emoji of three', '👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧'],
  ])('is kept as it looks, for all of %s', (_, given, kept) => {
    expect(shownName.parse(given)).toBe(kept)
  })

  it('has 1 to 120 code points, and its case counts', async () => {
    const longest = '😀'.repeat(120)
    expect(shownName.parse(longest)).toBe(longest)
    const refusal = (name: unknown) => shownName.safeParse(name).error?.issues[0]?.message
    expect(refusal(`${longest}x`)).toBe('name is too long (maximum 120 characters)')
    for (const blank of ['', ' \n ', '\0', '\u200b', undefined, null, 5])
      expect(refusal(blank)).toBe('name is required')
    await create('Website')
    await create('website')
    expect(await names()).toHaveLength(3)
  })
})

describe('its expiry', () => {
  const tenYears = () => {
    const at = new Date(clock.now())
    at.setUTCFullYear(at.getUTCFullYear() + 10)
    return at.getTime()
  }

  it.each([
    ['now', () => clock.now(), 'the expiry must lie in the future'],
    ['before Christ', () => -62_200_000_000_000, 'the expiry must lie in the future'],
    ['ten years and a millisecond ahead', () => tenYears() + 1, 'the expiry must be within 10 years'],
    ['after the year 9999', () => 253_402_300_800_000, 'the expiry must be within 10 years'],
  ])('is not %s', async (_, at, message) => {
    const refused = create('Website', timeOf(at()))
    await expect(refused).rejects.toMatchObject({
      code: 'invalid',
      message,
      details: { field: 'expires_at' },
    })
    expect(await names()).toEqual(['Set up'])
    expect(await events()).toEqual([])
  })

  it.each([
    ['a millisecond ahead', () => clock.now() + 1],
    ['ten years ahead', tenYears],
  ])('may be %s, and ends the key at that moment', async (_, at) => {
    const { text } = await create('Website', timeOf(at()))
    const ask = (time: number) => authenticate(app.core.read, 'api_key', text ?? '', timeOf(time))
    await ask(at() - 1)
    await expect(ask(at())).rejects.toMatchObject({ code: 'unauthenticated', details: { expired: true } })
  })
})

it('is refused at once also where credentials are kept in memory', async () => {
  const kept = await createTestApp({ writer: 'thread' })
  try {
    to = await kept.organisation()
    const at = timeOf(kept.core.now())
    const { created, text } = await create('Website', null, kept)
    await authenticate(kept.core.read, 'api_key', text ?? '', at)
    await kept.core.run('deleteApiKey', { org: to.org, publicId: created.id, ...by() })
    const refused = authenticate(kept.core.read, 'api_key', text ?? '', at)
    await expect(refused).rejects.toMatchObject({ code: 'unauthenticated' })
  } finally {
    await kept.close()
  }
})
