// What one organisation may try on the second factors of another; part of `surfaces/tenants.test.ts`.
import { findPassword } from '../../src/core/accounts/own/queries.ts'
import { PASSWORD, type TestApp, type TestOrganisation } from '../app.ts'

type Probe = { sends(): { url: string; payload?: object }[]; answers: number }

/** One that was begun, with a secret nobody can read: it opens nothing, and has to stay as it is. */
export async function beginSecondFactor(app: TestApp, to: TestOrganisation, secret: string): Promise<void> {
  await app.core.run('startSecondFactor', {
    org: to.org,
    teammateId: to.ownerId,
    passwordHash: (await findPassword(app.core.read, to.org, to.ownerId)) ?? '',
    secret,
    actor: { kind: 'teammate', id: to.ownerId, name: null },
    ip: null,
  })
}

/** With a password that is right, for all test organisations have the same. */
const proven = (path: string, theirs: () => TestOrganisation): Probe => ({
  sends: () => [
    {
      url: `/api/manage/second-factor/${path}`,
      payload: { id: theirs().ownerId, password: PASSWORD, code: '123456' },
    },
  ],
  answers: 409,
})

export const secondFactorProbes = (theirs: () => TestOrganisation): Record<string, Probe> => ({
  'GET /api/manage/second-factor': {
    sends: () => [{ url: '/api/manage/second-factor' }],
    answers: 200,
  },
  'POST /api/manage/second-factor': {
    sends: () => [
      { url: '/api/manage/second-factor', payload: { id: theirs().ownerId, password: 'a guess of mine' } },
    ],
    answers: 422,
  },
  'POST /api/manage/second-factor/confirm': {
    sends: () => [{ url: '/api/manage/second-factor/confirm', payload: { id: theirs().ownerId, code: '1' } }],
    answers: 409,
  },
  'POST /api/manage/second-factor/recovery-codes': proven('recovery-codes', theirs),
  'POST /api/manage/second-factor/disable': proven('disable', theirs),
  'DELETE /api/manage/teammates/:id/second-factor': {
    sends: () => [{ url: `/api/manage/teammates/${theirs().ownerId}/second-factor` }],
    answers: 404,
  },
})
