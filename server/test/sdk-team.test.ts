// The team, its credentials and its organisation, through the SDK, against the server it is for.
import { expect, it } from 'vitest'
import { manageApi } from '../../sdk/src/index.ts'
import { PASSWORD, testClock } from './app.ts'
import { all, sdkServer } from './sdk-server.ts'

const clock = testClock()
const server = sdkServer({ clock })
const { manage } = server

it('invites a teammate, changes them, and takes invitations back', async () => {
  const lost = await manage().invite({ email: 'bo@mail.example', role: 'agent' })
  const invitation = await manage().invite({ email: 'ada@mail.example', role: 'agent' })
  expect((await all(manage().invitations())).map(({ id }) => id).sort()).toEqual(
    [lost.id, invitation.id].sort(),
  )
  await manage().withdrawInvitation(lost.id)
  await expect(manage().withdrawInvitation(lost.id)).rejects.toMatchObject({ code: 'not_found' })

  const accepted = await fetch(`${server.baseUrl}/api/manage/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: invitation.link.split('#join=')[1], name: 'Ada', password: PASSWORD }),
  })
  expect(accepted.status).toBe(201)
  const team = await all(manage().teammates())
  expect(team.map(({ name, role }) => [name, role])).toEqual([
    ['Noor Valdis', 'owner'],
    ['Ada', 'agent'],
  ])
  const ada = team[1]?.id ?? ''
  const none = manage().resetSecondFactor(ada)
  await expect(none).rejects.toMatchObject({ status: 404, message: 'second factor not found' })
  const change = { name: 'Ada L.', role: 'admin', disabled: true } as const
  expect(await manage().changeTeammate(ada, change)).toMatchObject({
    name: 'Ada L.',
    role: 'admin',
    disabled_at: expect.any(String),
  })
  const oneself = manage().changeTeammate(server.to.ownerId, { role: 'agent' })
  await expect(oneself).rejects.toMatchObject({ status: 403, code: 'forbidden', scope: null })
})

it('makes keys and tokens, names the scope a token lacks, and deletes both', async () => {
  const expiresAt = new Date(clock.now() + 86_400_000)
  const scopes = ['keys:read', 'team:read'] as const
  const created = await manage().createAccessToken({ name: 'Report', scopes, expiresAt })
  expect(created).toMatchObject({ scopes: ['team:read', 'keys:read'], expires_at: expiresAt.toISOString() })
  const limited = manageApi({ baseUrl: server.baseUrl, accessToken: created.token ?? '' })
  expect(await limited.whoAmI()).toMatchObject({
    teammate: { id: server.to.ownerId },
    organisation: { prefix: 'ASM' },
  })
  await expect(all(limited.audit())).rejects.toMatchObject({ code: 'forbidden', scope: 'audit:read' })
  await expect(all(limited.sessions())).rejects.toMatchObject({ code: 'forbidden', scope: null })
  const taken = manage().createAccessToken({ name: 'Report' })
  await expect(taken).rejects.toMatchObject({ code: 'conflict', field: 'name' })
  expect((await all(manage().accessTokens())).map(({ name }) => name)).toContain('Report')
  await manage().deleteAccessToken(created.id)
  await expect(limited.whoAmI()).rejects.toMatchObject({ code: 'unauthenticated' })

  const again = { name: 'Website', idempotencyKey: 'key-1' }
  const key = await manage().createApiKey(again)
  expect(await manage().createApiKey(again)).toEqual({ ...key, key: null })
  expect((await all(manage().apiKeys())).map(({ id }) => id)).toContain(key.id)
  await manage().deleteApiKey(key.id)
  await expect(manage().deleteApiKey(key.id)).rejects.toMatchObject({ code: 'not_found' })
})

it('sets the organisation’s own rates and its name, and reads all of it in the audit trail', async () => {
  const limits = { tickets_per_second: 100, replies_per_minute: null }
  expect((await manage().changeLimits({ ticketsPerSecond: 100 })).limits).toEqual(limits)
  expect((await manage().organisation()).limits).toEqual(limits)
  expect((await manage().changeLimits({ ticketsPerSecond: null })).limits.tickets_per_second).toBeNull()
  expect((await manage().rename('Pan & Pottle')).name).toBe('Pan & Pottle')
  const actions = (await all(manage().audit())).map(({ action }) => action)
  expect(actions.length).toBeGreaterThan(5)
  expect(actions[0]).toMatch(/^organisation\./)
})
