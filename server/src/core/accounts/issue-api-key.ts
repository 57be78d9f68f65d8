// What the manage API and `parley keys` share: what a name and an expiry may be, and the secret that is shown once.
import { z } from 'zod'
import type { Core } from '../core.ts'
import type { OrgId, Time } from '../ids.ts'
import type { IdempotencyKey } from '../perform.ts'
import type { By, CreatedApiKey } from './api-keys.ts'
import { issueSecret, secretPrefixes } from './secrets.ts'

/** RFC 3339 with `Z` or an offset, in; our own form of the same instant, or null for never, out. */
export const apiKeyExpiry = z.iso
  .datetime({
    offset: true,
    error: 'expires_at must be a time with Z or an offset (RFC 3339), such as 2030-01-31T00:00:00Z',
  })
  .nullish()
  .transform((text): Time | null => (text ? new Date(text).toISOString() : null))
  .describe('With `Z` or an offset, in the future and within ten years. Never, unless given.')

/**
 * Makes a key and its one-time text. A repeat under the same idempotency key has no text: only the first answer did.
 * @throws {DomainError} as `createApiKey`.
 */
export async function issueApiKey(
  core: Pick<Core, 'runOnce'>,
  org: OrgId,
  asked: { name: string; expiresAt: Time | null },
  by: By,
  idempotency?: IdempotencyKey,
): Promise<{ created: CreatedApiKey; text: string | null; replayed: boolean }> {
  const { publicId, hash, text } = issueSecret('api_key')
  const { result, replayed } = await core.runOnce(
    'createApiKey',
    { org, ...asked, publicId, hash, ...by },
    idempotency,
  )
  return { created: result, text: replayed ? null : text, replayed }
}

/** As much of a key as may be shown: enough to know it again in somebody's settings. */
export function apiKeyBeginning(publicId: string): string {
  return `${secretPrefixes.api_key}_${publicId}_`
}
