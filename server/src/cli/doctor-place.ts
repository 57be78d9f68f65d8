// What doctor looks at outside the database: folder, disk, key, settings.
import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { NAMES } from './backup-record.ts'
import { type Check, type Finding, fail, ok, warn } from './finding.ts'

const MIB = 1024 * 1024
const SHORTEST_KEY = 32

export function placeChecks(config: Config): Check[] {
  const { dataDir } = config
  return [
    { name: 'data folder', look: () => folder(dataDir) },
    { name: 'free disk', look: () => space(config) },
    { name: 'secret key', look: () => secretKey(config) },
    { name: 'settings', look: () => settings(config) },
  ]
}

function folder(dataDir: string): Finding {
  if (!existsSync(dataDir)) return fail(`${dataDir} does not exist; the first start makes it`)
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    return fail(`${dataDir} cannot be written${code}: it must belong to the user the server runs as`)
  }
  return ok(`${dataDir} can be written`)
}

function space({ dataDir, minFree }: Config): Finding {
  const { bavail, bsize } = statfsSync(dataDir)
  const free = bavail * bsize
  const text = `${Math.floor(free / MIB)} MB free`
  return free >= minFree ? ok(text) : fail(`${text}: below ${minFree / MIB} MB the server refuses to write`)
}

function secretKey({ dataDir, secretKey: configured }: Config): Finding {
  if (configured !== undefined) return ok('from SECRET_KEY')
  const path = join(dataDir, NAMES.secretKey)
  if (!existsSync(path)) return fail(`${path} is missing: bring it back from a backup`)
  if (readFileSync(path, 'utf8').trim().length < SHORTEST_KEY)
    return fail(`${path} is shorter than ${SHORTEST_KEY} characters: bring it back from a backup`)
  // Windows keeps permissions elsewhere.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    return fail(`others may read ${path}: chmod 600`)
  return ok(path)
}

/** What the configuration allows and experience advises against. What it does not allow, `configFrom` refused. */
function settings(config: Config): Finding {
  const everybody = config.trustProxy.filter((range) => range.endsWith('/0'))
  if (everybody.length > 0)
    return fail(`TRUST_PROXY=${everybody.join(',')} lets everybody choose the address they come from`)
  const weak: string[] = []
  if (config.trustProxy.length > 0 && config.baseUrl === undefined)
    weak.push('TRUST_PROXY is set and BASE_URL is not: links will lead to this machine')
  if (config.baseUrl?.startsWith('http:') && !isHere(config.baseUrl))
    weak.push('BASE_URL is http: passwords and keys travel in the clear')
  if (!config.rateLimits) weak.push('RATE_LIMITS is off, which is for tests')
  if (config.allowPrivate.some((range) => range.endsWith('/0')))
    weak.push('ALLOW_PRIVATE_CIDRS opens every address to links of strangers')
  return weak.length === 0 ? ok('nothing weak') : warn(weak.join('; '))
}

function isHere(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}
