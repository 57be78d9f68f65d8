import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { firstRunToken, loadSecretKey } from './secret-key.ts'

let parent: string
let dataDir: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'parley-key-'))
  dataDir = join(parent, 'deep', 'data')
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

it('makes a key at the first start and keeps it', () => {
  const key = loadSecretKey(dataDir, undefined)
  expect(key).toMatch(/^[0-9a-f]{64}$/)
  expect(loadSecretKey(dataDir, undefined)).toBe(key)
  expect(readdirSync(dataDir)).toEqual(['secret.key'])
})

it('lets nobody but its owner read the key, or the folder', () => {
  loadSecretKey(dataDir, undefined)
  expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600)
  expect(statSync(dataDir).mode & 0o777).toBe(0o700)
})

it('leaves a folder that was there already as it is', () => {
  chmodSync(parent, 0o750)
  loadSecretKey(parent, undefined)
  expect(statSync(parent).mode & 0o777).toBe(0o750)
})

it('uses the configured key and writes none', () => {
  expect(loadSecretKey(dataDir, 'a configured key')).toBe('a configured key')
  expect(existsSync(dataDir)).toBe(false)
})

it('refuses a kept key that is too short, and does not replace it', () => {
  writeFileSync(join(parent, 'secret.key'), 'short\n')
  expect(() => loadSecretKey(parent, undefined)).toThrow(/too short to be a secret key/)
  expect(readFileSync(join(parent, 'secret.key'), 'utf8')).toBe('short\n')
})

it('derives the first-run token from the key, and not back', () => {
  const token = firstRunToken('k'.repeat(32))
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(firstRunToken('k'.repeat(32))).toBe(token)
  expect(firstRunToken('l'.repeat(32))).not.toBe(token)
})
