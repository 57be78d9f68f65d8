import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The configured key, or the one kept in the data folder, made at the first start and readable by its owner only. */
export function loadSecretKey(dataDir: string, configured: string | undefined): string {
  if (configured !== undefined) return configured
  const path = join(dataDir, 'secret.key')
  // The database in it is nobody else's to read either.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (!existsSync(path)) makeKey(path)
  const key = readFileSync(path, 'utf8').trim()
  if (key.length < 32)
    throw new Error(`${path} is too short to be a secret key; remove it to have a new one made`)
  return key
}

/** Of two first starts one makes the key and the other reads it: it appears whole, under its name, or not at all. */
function makeKey(path: string): void {
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
}

/**
 * The secret in the one-time first-run link. Derived, so that every node and every restart prints the same link;
 * it opens nothing once an organisation exists.
 */
export function firstRunToken(secretKey: string): string {
  return createHmac('sha256', secretKey).update('first-run link').digest('base64url')
}
