import { createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The configured key, or the one kept in the data folder, made at the first start and readable by its owner only. */
export function loadSecretKey(dataDir: string, configured: string | undefined): string {
  if (configured !== undefined) return configured
  const path = join(dataDir, 'secret.key')
  mkdirSync(dataDir, { recursive: true })
  try {
    // Exclusive: of two first starts one makes the key and the other reads it.
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const key = readFileSync(path, 'utf8').trim()
  if (key.length < 32)
    throw new Error(`${path} is too short to be a secret key; remove it to have a new one made`)
  return key
}

/**
 * The secret in the one-time first-run link. Derived, so that every node and every restart prints the same link;
 * it opens nothing once an organisation exists.
 */
export function firstRunToken(secretKey: string): string {
  return createHmac('sha256', secretKey).update('first-run link').digest('base64url')
}
