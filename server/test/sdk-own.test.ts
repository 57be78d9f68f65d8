// One's own account, who is present and what happens, through the SDK, against the server it is for.
import { expect, it } from 'vitest'
import { totpCode } from '../src/core/accounts/second-factor/totp.ts'
import { PASSWORD, testClock } from './app.ts'
import { all, sdkServer } from './sdk-server.ts'

const clock = testClock()
const server = sdkServer({ clock })
const { manage } = server

it('switches a second factor on and off, changes password and address, and ends sessions', async () => {
  const nextCode = (secret: string | null) => {
    clock.advance(30_000)
    return totpCode(secret ?? '', clock.now())
  }
  expect(await manage().secondFactor()).toEqual({
    enabled: false,
    enabled_at: null,
    recovery_codes_left: 0,
  })
  const { secret } = await manage().startSecondFactor(PASSWORD)
  await expect(manage().confirmSecondFactor('12345')).rejects.toMatchObject({ field: 'code' })
  const { recovery_codes } = await manage().confirmSecondFactor(nextCode(secret))
  expect(recovery_codes).toHaveLength(10)
  const renewed = await manage().renewRecoveryCodes({ password: PASSWORD, code: nextCode(secret) })
  expect(renewed.recovery_codes).toHaveLength(10)
  expect(await manage().secondFactor()).toMatchObject({ enabled: true, recovery_codes_left: 10 })
  const old = { password: PASSWORD, recoveryCode: recovery_codes?.[0] ?? '' }
  await expect(manage().disableSecondFactor(old)).rejects.toMatchObject({ field: 'recovery_code' })
  await manage().disableSecondFactor({ password: PASSWORD, recoveryCode: renewed.recovery_codes?.[0] ?? '' })
  expect(await manage().secondFactor()).toMatchObject({ enabled: false })

  const wrong = manage().changePassword({ current: 'no', new: 'copper kettle lids 9' })
  await expect(wrong).rejects.toMatchObject({ status: 422, field: 'current' })
  await manage().changePassword({ current: PASSWORD, new: 'copper kettle lids 9' })
  await manage().changePassword({ current: 'copper kettle lids 9', new: PASSWORD })

  const email = `noor-${server.to.email}`
  const taken = manage().changeEmail({ email, password: 'no' })
  await expect(taken).rejects.toMatchObject({ status: 422, field: 'password' })
  await manage().changeEmail({ email, password: PASSWORD })
  expect((await manage().whoAmI()).teammate.email).toBe(email)

  const signIn = () =>
    fetch(`${server.baseUrl}/api/manage/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD }),
    })
  await signIn()
  const [session] = await all(manage().sessions())
  expect(session).toMatchObject({ current: false })
  await manage().endSession(session?.id ?? '')
  await signIn()
  await signIn()
  expect(await manage().endSessions()).toEqual({ ended: 2 })
  expect(await all(manage().sessions())).toEqual([])
})

it('says who is present, and watches them come', async () => {
  const listening = new AbortController()
  const watching = manage().watchPresence(listening.signal)
  expect((await watching.next()).value).toEqual({ anew: true })
  const coming = watching.next()
  await manage().beat({ status: 'online', draftLength: 3 })
  const noor = { teammate_id: server.to.ownerId, status: 'online', conversation_id: null, draft_length: 3 }
  expect((await coming).value).toMatchObject(noor)
  expect(await all(manage().present())).toMatchObject([noor])
  const leaving = watching.next()
  listening.abort()
  expect((await leaving).done).toBe(true)
  await expect(manage().beat({ status: 'away', conversationId: 'none' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

it('follows the present, and ends by its signal', async () => {
  const listening = new AbortController()
  const events = manage().events({ after: 'latest', signal: listening.signal })
  const coming = events.next()
  // Whichever comes first, the line or the change: what happens before the line began is not the present.
  const changes = setInterval(() => {
    clock.advance(1)
    void manage().changeTeammate(server.to.ownerId, { name: `Noor ${clock.now()}` })
  }, 100)
  const { value } = await coming
  clearInterval(changes)
  expect(value).toMatchObject({ type: 'teammate.updated' })
  listening.abort()
  expect((await events.next()).done).toBe(true)
})
