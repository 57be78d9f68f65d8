import type { Core } from '../../core.ts'
import type { IdempotencyKey } from '../../perform.ts'
import type { By } from '../api-keys.ts'
import { issueSecret, secretPrefixes } from '../secrets.ts'
import type { CreateAccessTokenArgs, CreatedAccessToken } from './access-tokens.ts'

/** Makes a token and its one-time text, which a repeat under the same idempotency key does not have. */
export async function issueAccessToken(
  core: Core,
  asked: Pick<CreateAccessTokenArgs, 'org' | 'teammateId' | 'name' | 'expiresAt' | 'scopes' | 'within'>,
  by: By,
  idempotency?: IdempotencyKey,
): Promise<{ created: CreatedAccessToken; text: string | null; replayed: boolean }> {
  const { publicId, hash, text } = issueSecret('access_token')
  const args = { ...asked, ...by, publicId, hash }
  const { result, replayed } = await core.runOnce('createAccessToken', args, idempotency)
  return { created: result, text: replayed ? null : text, replayed }
}

/** As much of a token as may be shown. */
export function accessTokenBeginning(publicId: string): string {
  return `${secretPrefixes.access_token}_${publicId}_`
}
