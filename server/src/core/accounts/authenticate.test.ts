import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { meddle } from '../../../test/meddle.ts'
import { timeOf } from '../ids.ts'
import { authenticate, authenticateSession, authenticateTeammate } from './authenticate.ts'
import { issueSecret } from './secrets.ts'
import { openSession } from './sign-in.ts'

const HOUR = 3_600_000
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

const wrong = { code: 'unauthenticated', details: { expired: false } }
const disable = (teammate: string) =>
  meddle(app, (db) =>
    db.updateTable('teammate').set({ disabled_at: now() }).where('id', '=', teammate).execute(),
  )

describe('a credential', () => {
  const key = () => authenticate(app.core.read, 'api_key', to.apiKey, now())

  it('says whose it is, and nothing the caller claims does', async () => {
    const other = await app.organisation()
    expect(await key()).toMatchObject({ org: to.org, channelId: to.ticketsChannel, teammateId: null })
    expect(await authenticate(app.core.read, 'api_key', other.apiKey, now())).toMatchObject({
      org: other.org,
    })
  })

  it('of a well-formed shape that nobody issued is refused', async () => {
    const { text } = issueSecret('api_key')
    await expect(authenticate(app.core.read, 'api_key', text, now())).rejects.toMatchObject(wrong)
  })

  it('of another kind is refused', async () => {
    await expect(authenticate(app.core.read, 'api_key', to.accessToken, now())).rejects.toMatchObject(wrong)
    await expect(authenticate(app.core.read, 'access_token', to.apiKey, now())).rejects.toMatchObject(wrong)
  })

  it('with a known public id and another secret is refused', async () => {
    // Well-formed, checksum and all: only the hash can tell.
    const forged = issueSecret('api_key')
    const credential = await key()
    await meddle(app, (db) =>
      db
        .updateTable('credential')
        .set({ public_id: forged.publicId })
        .where('public_id', '=', credential.publicId)
        .execute(),
    )
    await expect(authenticate(app.core.read, 'api_key', forged.text, now())).rejects.toMatchObject(wrong)
  })

  it('that has expired says so', async () => {
    const expires_at = timeOf(clock.now() + HOUR)
    await meddle(app, (db) =>
      db.updateTable('credential').set({ expires_at }).where('org_id', '=', to.org).execute(),
    )
    clock.advance(HOUR - 1)
    await key()
    clock.advance(1)
    await expect(key()).rejects.toMatchObject({ code: 'unauthenticated', details: { expired: true } })
  })

  it('that was deleted is refused from then on', async () => {
    await key()
    await meddle(app, (db) => db.deleteFrom('credential').where('org_id', '=', to.org).execute())
    await expect(key()).rejects.toMatchObject(wrong)
  })
})

describe('an access token', () => {
  const token = () => authenticateTeammate(app.core.read, to.accessToken, now())

  it('stands for its teammate', async () => {
    expect(await token()).toMatchObject({ org: to.org, teammate: { id: to.ownerId, role: 'owner' } })
  })

  it('of a disabled teammate is refused', async () => {
    await disable(to.ownerId)
    await expect(token()).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

describe('a session', () => {
  const from = { ip: null, userAgent: null }
  const session = (token: string) => authenticateSession(app.core.read, token, now())

  it('ends with its teammate', async () => {
    const token = await openSession(app.core, to.org, to.ownerId, from)
    expect(await session(token)).toMatchObject({ org: to.org, teammate: { id: to.ownerId } })
    await disable(to.ownerId)
    await expect(session(token)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('is not opened by its hash, by nothing, or by another token', async () => {
    const token = await openSession(app.core, to.org, to.ownerId, from)
    const { tokenHash } = await session(token)
    for (const other of ['', tokenHash, `${token}x`, token.toLowerCase()])
      await expect(session(other)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('that has ended is swept away', async () => {
    const token = await openSession(app.core, to.org, to.ownerId, from)
    clock.advance(7 * 24 * HOUR)
    await app.core.run('sweepSessions', {})
    const { count } = await app.core.read
      .selectFrom('session')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(Number(count)).toBe(0)
    await expect(session(token)).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})
