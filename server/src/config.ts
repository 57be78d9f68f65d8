// The only reader of the environment. Every variable, its default and its meaning; all are optional.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'

const flag = (fallback: 'on' | 'off') =>
  z
    .enum(['on', 'off'])
    .default(fallback)
    .transform((value) => value === 'on')
const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((item) => item.trim() || []))

const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https address' })

/** A plain number is refused: it would pass for an address (`1` is 0.0.0.1) where people mean a count of proxies. */
const addressRange = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
const addressRanges = list.refine(
  (items) => items.every((item) => addressRange.safeParse(item).success),
  'must be IP addresses or CIDRs, with commas',
)

const environment = z.object({
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** What the outside world calls this server; used in links. */
  BASE_URL: webAddress.optional(),
  /** Holds parley.db, blobs/, lock.db, secret.key and cache/. */
  DATA_DIR: z.string().default('./data'),
  /** postgres://…; without it SQLite in DATA_DIR. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  /** redis://…; fan-out and limits across nodes. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis://')
    .optional(),
  S3_ENDPOINT: webAddress.optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** At least 32 characters; made and kept in DATA_DIR when not given. The same on every node. */
  SECRET_KEY: z.string().min(32, 'needs at least 32 characters').optional(),
  /** Addresses or CIDRs of reverse proxies whose X-Forwarded-* headers are believed. */
  TRUST_PROXY: addressRanges,
  /**
   * Addresses or CIDRs besides the public ones that requests to addresses named by others may go to: images by link,
   * webhooks. For `localhost` list 127.0.0.1 and ::1.
   */
  ALLOW_PRIVATE_CIDRS: addressRanges,
  /** What `/metrics` wants as a bearer token; without it only callers on this machine are answered. */
  METRICS_TOKEN: z.string().min(16, 'needs at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** What this process does: answer (web), run jobs (worker), or both. A worker listens for probes and metrics only. */
  ROLE: z.string().default('web,worker'),
  /** Off only for tests and benchmarks. */
  RATE_LIMITS: flag('on'),
  /** The published rates of the tickets API, per key; an organisation may have its own. */
  TICKETS_PER_SECOND: z.coerce.number().int().min(1).max(100_000).default(30),
  REPLIES_PER_MINUTE: z.coerce.number().int().min(1).max(100_000).default(60),
  /** Megabytes that must be free in DATA_DIR for writes to be taken; 0 looks at nothing. */
  MIN_FREE_MB: z.coerce.number().int().min(0).max(1_000_000_000).default(256),
  /** How long the feed keeps events; older ones are removed, conversations never. */
  EVENTS_DAYS: z
    .union(
      [
        z.literal('unlimited').transform(() => null),
        z
          .string()
          .regex(/^[1-9]\d{0,4}$/)
          .transform(Number),
      ],
      'must be a number of days from 1 to 99999, or unlimited',
    )
    .default(90),
  /** For `parley keys`: a running server to ask instead of opening the database, and an access token of it. */
  PARLEY_URL: webAddress.optional(),
  PARLEY_TOKEN: z.string().optional(),
})

/** The name of every variable there is. */
export const VARIABLES: readonly string[] = Object.keys(environment.shape)

export type S3Config = {
  endpoint?: string
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
}

export type Config = {
  host: string
  port: number
  baseUrl: string | undefined
  dataDir: string
  database: { kind: 'sqlite'; path: string; lockPath: string } | { kind: 'postgres'; url: string }
  redisUrl: string | undefined
  s3: S3Config | undefined
  secretKey: string | undefined
  trustProxy: string[]
  allowPrivate: string[]
  metricsToken: string | undefined
  logLevel: z.output<typeof environment>['LOG_LEVEL']
  roles: { web: boolean; worker: boolean }
  rateLimits: boolean
  rates: { tickets_per_second: number; replies_per_minute: number }
  /** Bytes. */
  minFree: number
  /** Null: events are kept for ever. */
  eventsDays: number | null
  /** What the command line talks to when it shall not open the database itself. */
  remote: { url: string | undefined; token: string | undefined }
}

/** A sentence for the operator: which variable, and what is wrong with it. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Secrets may come from files, as orchestrators mount them: `SECRET_KEY_FILE=/run/secrets/key`. */
export const FROM_FILES: readonly string[] = [
  'DATABASE_URL',
  'REDIS_URL',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'SECRET_KEY',
  'METRICS_TOKEN',
  'PARLEY_TOKEN',
]

/** @throws {ConfigError} for a value that cannot be, or two that contradict each other. */
export function configFrom(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given: Record<string, string | undefined> = { ...env }
  for (const name of FROM_FILES) {
    const path = env[`${name}_FILE`]
    if (!path) continue
    if (env[name]) throw new ConfigError(`${name}: give the value or ${name}_FILE, not both`)
    given[name] = readSecret(`${name}_FILE`, path)
  }
  for (const [name, value] of Object.entries(given)) if (value === '') delete given[name]
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new ConfigError(`${issue?.path.join('.')}: ${issue?.message}`)
  }
  const vars = parsed.data
  const dataDir = resolve(vars.DATA_DIR)
  const database: Config['database'] = vars.DATABASE_URL
    ? { kind: 'postgres', url: vars.DATABASE_URL }
    : { kind: 'sqlite', path: resolve(dataDir, 'parley.db'), lockPath: resolve(dataDir, 'lock.db') }
  return {
    host: vars.HOST,
    port: vars.PORT,
    baseUrl: vars.BASE_URL?.replace(/\/$/, ''),
    dataDir,
    database,
    redisUrl: vars.REDIS_URL,
    s3: s3From(vars),
    secretKey: vars.SECRET_KEY,
    trustProxy: vars.TRUST_PROXY,
    allowPrivate: vars.ALLOW_PRIVATE_CIDRS,
    metricsToken: vars.METRICS_TOKEN,
    logLevel: vars.LOG_LEVEL,
    roles: rolesFrom(vars.ROLE, database.kind),
    rateLimits: vars.RATE_LIMITS,
    rates: { tickets_per_second: vars.TICKETS_PER_SECOND, replies_per_minute: vars.REPLIES_PER_MINUTE },
    minFree: vars.MIN_FREE_MB * 1024 * 1024,
    eventsDays: vars.EVENTS_DAYS,
    remote: { url: vars.PARLEY_URL, token: vars.PARLEY_TOKEN },
  }
}

function readSecret(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw new ConfigError(`${name}: ${path} cannot be read`, { cause: error })
  }
}

function s3From(vars: z.output<typeof environment>): S3Config | undefined {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = vars
  if (!bucket && !accessKeyId && !secretAccessKey) return undefined
  if (!bucket || !accessKeyId || !secretAccessKey)
    throw new ConfigError('S3 needs S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY together')
  const endpoint = vars.S3_ENDPOINT
  return { region: vars.S3_REGION, bucket, accessKeyId, secretAccessKey, ...(endpoint && { endpoint }) }
}

function rolesFrom(text: string, engine: 'sqlite' | 'postgres'): Config['roles'] {
  const names = text.split(',').map((name) => name.trim())
  const roles = { web: names.includes('web'), worker: names.includes('worker') }
  const unknown = names.find((name) => name !== 'web' && name !== 'worker')
  if (unknown !== undefined) throw new ConfigError(`ROLE: ${unknown} is not a role; use web, worker or both`)
  if (engine === 'sqlite' && !(roles.web && roles.worker))
    throw new ConfigError('ROLE: on SQLite one process does everything; splitting roles needs DATABASE_URL')
  return roles
}
