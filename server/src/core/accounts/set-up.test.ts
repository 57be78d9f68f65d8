import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/app.ts'
import { timeOf } from '../ids.ts'
import { authenticate } from './authenticate.ts'
import { setUp } from './set-up.ts'

const good = {
  organisation: 'Pottle & Pan',
  email: ' Noor.Valdis@Example.com ',
  password: 'correct horse battery',
  prefix: 'asm',
}
const more = { onlyFirst: false }

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const slugFor = async (organisation: string) =>
  (await setUp(app.core.run, { ...good, organisation }, more)).shown.slug

describe('setting up an organisation', () => {
  it('makes its owner, its channels, its counters and one credential of each kind, once', async () => {
    const { shown, teammateId } = await setUp(app.core.run, good, { onlyFirst: true })
    const org = shown.organisation_id
    expect(shown.slug).toBe('pottle-pan')
    const { read } = app.core
    expect(await read.selectFrom('organisation').select(['id', 'name', 'prefix']).execute()).toEqual([
      { id: org, name: 'Pottle & Pan', prefix: 'ASM' },
    ])
    expect(await read.selectFrom('teammate').select(['id', 'email', 'name', 'role']).execute()).toEqual([
      { id: teammateId, email: 'Noor.Valdis@Example.com', name: 'Noor Valdis', role: 'owner' },
    ])
    const channels = await read.selectFrom('channel').select(['id', 'kind']).orderBy('kind').execute()
    expect(channels.map((channel) => channel.kind)).toEqual(['assistants', 'chat', 'tickets'])
    const credentials = await read
      .selectFrom('credential')
      .select(['kind', 'channel_id', 'teammate_id', 'expires_at'])
      .orderBy('kind')
      .execute()
    const channel = (kind: string) => channels.find((row) => row.kind === kind)?.id
    expect(credentials).toEqual([
      { kind: 'access_token', channel_id: null, teammate_id: teammateId, expires_at: null },
      { kind: 'api_key', channel_id: channel('tickets'), teammate_id: null, expires_at: null },
      { kind: 'client', channel_id: channel('assistants'), teammate_id: null, expires_at: null },
      { kind: 'site_key', channel_id: channel('chat'), teammate_id: null, expires_at: null },
      { kind: 'site_secret', channel_id: channel('chat'), teammate_id: null, expires_at: null },
    ])
    expect(await read.selectFrom('counter').select(['name', 'value']).orderBy('name').execute()).toEqual([
      { name: 'attachment', value: 0 },
      { name: 'event', value: 2 },
      { name: 'ticket', value: 0 },
      { name: 'unnumbered', value: 0 },
    ])
    const events = await read.selectFrom('event').select('type').orderBy('seq').execute()
    expect(events.map((event) => event.type)).toEqual(['organisation.created', 'teammate.created'])
    const audit = await read.selectFrom('audit').select('action').orderBy('id').execute()
    expect(audit.map((row) => row.action)).toEqual([
      'organisation.created',
      ...Array.from({ length: 5 }, () => 'credential.created'),
    ])
    const now = timeOf(app.core.now())
    expect(await authenticate(read, 'api_key', shown.api_key, now)).toMatchObject({ org })
    expect(await authenticate(read, 'access_token', shown.access_token, now)).toMatchObject({ teammateId })
  })

  it('a second time is refused where only the first may be made', async () => {
    const again = setUp(app.core.run, good, { onlyFirst: true })
    await expect(again).rejects.toMatchObject({ code: 'not_found' })
    expect(await app.core.read.selectFrom('teammate').select('id').execute()).toHaveLength(1)
  })

  it('of the same name elsewhere takes the next free slug', async () => {
    expect(await slugFor('Pottle & Pan')).toBe('pottle-pan-2')
    expect(await slugFor('pottle pan')).toBe('pottle-pan-3')
  })

  it('at the same moment as its twin makes both, with different slugs', async () => {
    const slugs = await Promise.all(['Twin', 'Twin', 'Twin'].map(slugFor))
    expect(slugs.sort()).toEqual(['twin', 'twin-2', 'twin-3'])
  })

  it.each([
    ['Ærø & Søn — Café №5', 'r-s-n-cafe-no5'],
    ['  ...  ', 'organisation'],
    ['株式会社', 'organisation-2'],
    [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
  ])('of the name %s gives it a plain slug', async (name, slug) => {
    expect(await slugFor(name)).toBe(slug)
  })

  it('names the owner after the address when nobody says otherwise', async () => {
    const owner = async (name?: string) => {
      const input = { ...good, email: 'ada_lovelace-king@example.com', ...(name !== undefined && { name }) }
      const { teammateId } = await setUp(app.core.run, input, more)
      const row = app.core.read.selectFrom('teammate').select('name').where('id', '=', teammateId)
      return (await row.executeTakeFirstOrThrow()).name
    }
    expect([await owner(), await owner('  '), await owner(' Countess ')]).toEqual([
      'Ada Lovelace King',
      'Ada Lovelace King',
      'Countess',
    ])
  })

  it.each([
    [{ organisation: ' ' }, 'organisation', 'the organisation needs a name'],
    [{ organisation: 'x'.repeat(121) }, 'organisation', 'the name is too long'],
    [{ name: 'x'.repeat(121) }, 'name', 'the name is too long'],
    [{ email: 'noor' }, 'email', 'this is not an e-mail address'],
    [{ email: 'noor@' }, 'email', 'this is not an e-mail address'],
    [{ email: 'a b@example.com' }, 'email', 'this is not an e-mail address'],
    [{ email: `${'x'.repeat(250)}@b.co` }, 'email', 'this is not an e-mail address'],
    [{ prefix: '' }, 'prefix', 'the ticket prefix is 2 to 8 letters or digits, a letter first'],
    [{ prefix: 'ABCDEFGHI' }, 'prefix', 'the ticket prefix is 2 to 8 letters or digits, a letter first'],
    [{ prefix: '1A' }, 'prefix', 'the ticket prefix is 2 to 8 letters or digits, a letter first'],
    [{ prefix: 'A\nB' }, 'prefix', 'the ticket prefix is 2 to 8 letters or digits, a letter first'],
    [{ password: 'short' }, 'password', 'the password needs at least 10 characters'],
  ])('is refused, and nothing is stored, for %j', async (wrong, field, message) => {
    const count = async () => (await app.core.read.selectFrom('organisation').select('id').execute()).length
    const before = await count()
    await expect(setUp(app.core.run, { ...good, ...wrong }, more)).rejects.toMatchObject({
      code: 'invalid',
      message,
      details: { field },
    })
    expect(await count()).toBe(before)
  })
})
