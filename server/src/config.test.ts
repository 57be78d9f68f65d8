import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError, configFrom } from './config.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-config-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('needs nothing at all', () => {
  const dataDir = resolve('./data')
  expect(configFrom({})).toEqual({
    minFree: 256 * 1024 * 1024,
    host: '0.0.0.0',
    port: 3000,
    baseUrl: undefined,
    dataDir,
    database: { kind: 'sqlite', path: join(dataDir, 'parley.db'), lockPath: join(dataDir, 'lock.db') },
    redisUrl: undefined,
    s3: undefined,
    secretKey: undefined,
    trustProxy: [],
    allowPrivate: [],
    metricsToken: undefined,
    logLevel: 'info',
    roles: { web: true, worker: true },
    rateLimits: true,
    rates: { tickets_per_second: 30, replies_per_minute: 60 },
    eventsDays: 90,
    remote: { url: undefined, token: undefined },
  })
})

it('takes an empty variable for one that is not there', () => {
  const empty = { PORT: '', BASE_URL: '', DATABASE_URL: '', SECRET_KEY: '', TRUST_PROXY: '', S3_BUCKET: '' }
  expect(configFrom(empty)).toEqual(configFrom({}))
})

it('reads every variable', () => {
  const config = configFrom({
    HOST: '127.0.0.1',
    PORT: '8080',
    BASE_URL: 'https://desk.example.com/',
    DATA_DIR: '/srv/parley',
    DATABASE_URL: 'postgresql://u:p@db/parley',
    REDIS_URL: 'rediss://cache:6379',
    S3_ENDPOINT: 'http://minio:9000',
    S3_BUCKET: 'files',
    S3_ACCESS_KEY_ID: 'id',
    S3_SECRET_ACCESS_KEY: 'secret',
    SECRET_KEY: 'k'.repeat(32),
    TRUST_PROXY: ' 10.0.0.0/8, 192.168.1.1,fd00::/8 ',
    ALLOW_PRIVATE_CIDRS: '127.0.0.0/8, ::1',
    METRICS_TOKEN: 'a-token-for-metrics',
    LOG_LEVEL: 'debug',
    ROLE: 'web',
    RATE_LIMITS: 'off',
    PARLEY_URL: 'https://desk.example.com',
    PARLEY_TOKEN: 'pat_x',
    EVENTS_DAYS: '30',
  })
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    baseUrl: 'https://desk.example.com',
    database: { kind: 'postgres', url: 'postgresql://u:p@db/parley' },
    redisUrl: 'rediss://cache:6379',
    s3: { endpoint: 'http://minio:9000', region: 'us-east-1', bucket: 'files' },
    trustProxy: ['10.0.0.0/8', '192.168.1.1', 'fd00::/8'],
    allowPrivate: ['127.0.0.0/8', '::1'],
    metricsToken: 'a-token-for-metrics',
    logLevel: 'debug',
    roles: { web: true, worker: false },
    rateLimits: false,
    rates: { tickets_per_second: 30, replies_per_minute: 60 },
    eventsDays: 30,
    remote: { url: 'https://desk.example.com', token: 'pat_x' },
  })
})

it('keeps events for ever when it is told so', () => {
  expect(configFrom({ EVENTS_DAYS: 'unlimited' }).eventsDays).toBe(null)
})

describe('a secret from a file', () => {
  it('is read without its line break', () => {
    const path = join(folder, 'key')
    writeFileSync(path, `${'k'.repeat(40)}\n`)
    expect(configFrom({ SECRET_KEY_FILE: path }).secretKey).toBe('k'.repeat(40))
  })

  it('that cannot be read is named', () => {
    const env = { DATABASE_URL_FILE: join(folder, 'missing') }
    expect(() => configFrom(env)).toThrow(`DATABASE_URL_FILE: ${join(folder, 'missing')} cannot be read`)
    expect(() => configFrom(env)).toThrow(ConfigError)
  })

  it('contradicts the same secret given outright', () => {
    const env = { SECRET_KEY: 'k'.repeat(32), SECRET_KEY_FILE: join(folder, 'key') }
    expect(() => configFrom(env)).toThrow('SECRET_KEY: give the value or SECRET_KEY_FILE, not both')
  })
})

describe('refuses, naming the variable,', () => {
  it.each([
    [{ PORT: 'http' }, 'PORT: '],
    [{ PORT: '70000' }, 'PORT: '],
    [{ PORT: '-1' }, 'PORT: '],
    [{ PORT: '80.5' }, 'PORT: '],
    [{ BASE_URL: 'desk.example.com' }, 'BASE_URL: must be an http or https address'],
    [{ BASE_URL: 'javascript:alert(1)' }, 'BASE_URL: must be an http or https address'],
    [{ PARLEY_URL: 'localhost:3000' }, 'PARLEY_URL: must be an http or https address'],
    [{ DATABASE_URL: 'mysql://db' }, 'DATABASE_URL: must begin with postgres://'],
    [{ REDIS_URL: 'http://cache' }, 'REDIS_URL: must begin with redis://'],
    [{ SECRET_KEY: 'short' }, 'SECRET_KEY: needs at least 32 characters'],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN: needs at least 16 characters'],
    [{ TRUST_PROXY: '1' }, 'TRUST_PROXY: must be IP addresses or CIDRs, with commas'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY: must be IP addresses or CIDRs, with commas'],
    [{ TRUST_PROXY: '10.0.0.0/33' }, 'TRUST_PROXY: must be IP addresses or CIDRs, with commas'],
    [{ TRUST_PROXY: '10.0.0.1 10.0.0.2' }, 'TRUST_PROXY: must be IP addresses or CIDRs, with commas'],
    [{ ALLOW_PRIVATE_CIDRS: 'localhost' }, 'ALLOW_PRIVATE_CIDRS: must be IP addresses or CIDRs, with commas'],
    [{ ALLOW_PRIVATE_CIDRS: '10' }, 'ALLOW_PRIVATE_CIDRS: must be IP addresses or CIDRs, with commas'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: '],
    [{ RATE_LIMITS: 'false' }, 'RATE_LIMITS: '],
    [{ EVENTS_DAYS: '0' }, 'EVENTS_DAYS: must be a number of days from 1 to 99999, or unlimited'],
    [{ EVENTS_DAYS: '-1' }, 'EVENTS_DAYS: must be a number of days from 1 to 99999, or unlimited'],
    [{ EVENTS_DAYS: '1.5' }, 'EVENTS_DAYS: must be a number of days from 1 to 99999, or unlimited'],
    [{ EVENTS_DAYS: 'forever' }, 'EVENTS_DAYS: must be a number of days from 1 to 99999, or unlimited'],
    [{ EVENTS_DAYS: '100000' }, 'EVENTS_DAYS: must be a number of days from 1 to 99999, or unlimited'],
    [{ S3_BUCKET: 'files' }, 'S3 needs S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY together'],
    [{ ROLE: 'web,cook' }, 'ROLE: cook is not a role; use web, worker or both'],
    [{ ROLE: 'web' }, 'ROLE: on SQLite one process does everything; splitting roles needs DATABASE_URL'],
  ])('%j', (env, message) => {
    expect(() => configFrom(env)).toThrow(ConfigError)
    expect(() => configFrom(env)).toThrow(message)
  })

  it('and never repeats a secret it was given', () => {
    for (const env of [
      { DATABASE_URL: 'mysql://u:hunter2@db' },
      { SECRET_KEY: 'hunter2' },
      { REDIS_URL: 'x:hunter2' },
    ])
      expect(() => configFrom(env)).toThrow(expect.not.stringContaining('hunter2'))
  })
})
