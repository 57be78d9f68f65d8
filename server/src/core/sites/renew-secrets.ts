// Secrets of a site, made anew: the old one stays good for a while, so that no server has to change at that very moment.
import type { By } from '../accounts/api-keys.ts'
import { holdSettings } from '../accounts/queries.ts'
import { missing } from '../errors.ts'
import { type OrgId, type Time, timeOf } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { addKey, type Hashed, identitySecrets, identitySecretsFrom } from './keep-site.ts'
import { endSecrets, findSite, saveSite } from './queries.ts'

const HOUR = 3_600_000

type Renew = By & {
  org: OrgId
  id: string
  /** For so long the old one stays good; 0: it ends at once. */
  overlapHours: number
}

/** Until when the old one is good. */
export type Renewed = { oldUntil: Time }

/** @throws {DomainError} `not_found` */
export const renewSiteSecret: Verb<Renew & { secret: Hashed }, Renewed> = async (tx, args, { now }) => {
  const { org, id, secret, overlapHours, actor, ip } = args
  await holdSettings(tx, org)
  if (!(await findSite(tx, org, id))) throw missing('site')
  const oldUntil = later(now, overlapHours)
  await endSecrets(tx, org, id, { now, by: oldUntil })
  await addKey(tx, org, { kind: 'site_secret', channel_id: id, created_at: now, ...secret })
  const data = { kind: 'site_secret', public_id: secret.publicId, old_until: oldUntil }
  return {
    result: { oldUntil },
    org,
    audit: [{ actor, ip, action: 'site.secret_renewed', subject: id, data }],
  }
}

/** @throws {DomainError} `not_found` */
export const renewSiteIdentity: Verb<Renew & { identity: string }, Renewed> = async (tx, args, { now }) => {
  const { org, id, identity, overlapHours, actor, ip } = args
  await holdSettings(tx, org)
  const row = await findSite(tx, org, id)
  if (!row) throw missing('site')
  const oldUntil = later(now, overlapHours)
  const old = identitySecretsFrom(row.identity_secret)
    .map(({ sealed, until }) => ({ sealed, until: until !== null && until < oldUntil ? until : oldUntil }))
    .filter(({ until }) => until > now)
  await saveSite(tx, org, id, {
    identity_secret: identitySecrets([{ sealed: identity, until: null }, ...old]),
  })
  const data = { kind: 'site_identity', old_until: oldUntil }
  return {
    result: { oldUntil },
    org,
    audit: [{ actor, ip, action: 'site.secret_renewed', subject: id, data }],
  }
}

function later(now: Time, hours: number): Time {
  return timeOf(Date.parse(now) + hours * HOUR)
}
