// Who a visitor is, proven: an organisation's own server signs it with a secret of the site.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Time } from '../ids.ts'
import type { Seals } from '../seals.ts'
import { identitySecretsFrom } from './keep-site.ts'

/** What identity secrets are sealed for. */
export const IDENTITY_SEAL = 'site identity'

/** `email` in lower case; one of the two at least. */
export type Identity = { id: string | null; email: string | null }

/** Both are signed together: a hash of one id proves no other address. A line break is in neither. */
export function identityHash(secret: string, { id, email }: Identity): string {
  return createHmac('sha256', secret)
    .update(`${id ?? ''}\n${email ?? ''}`)
    .digest('hex')
}

/** Whether one of the site's secrets that are good now signed it. */
export function isProven(
  seals: Seals,
  stored: string | null,
  { hash, ...identity }: Identity & { hash: string },
  now: Time,
): boolean {
  const given = Buffer.from(hash.toLowerCase())
  return identitySecretsFrom(stored).some(({ sealed, until }) => {
    const secret = until !== null && until <= now ? undefined : seals.open(IDENTITY_SEAL, sealed)
    if (secret === undefined) return false
    const known = Buffer.from(identityHash(secret, identity))
    return known.length === given.length && timingSafeEqual(known, given)
  })
}
