// Several servers over one PostgreSQL, one Redis and one S3, each a process of its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Parley, parley } from '../parley.ts'
import { startS3Stub } from '../s3-stub.ts'

const S3_KEYS = { accessKeyId: 'AKIATEST', secretAccessKey: 'a+secret/with=signs' }
const administer = process.env.TEST_DATABASE_URL ?? ''

export type Node = { url: string; run: Parley }
export type Cluster = {
  /** What set-up printed. */
  credentials: Record<string, string>
  /** A folder of its own and what all of them are told: nothing tells it of the others. */
  node(name: string, more?: Record<string, string>): Promise<Node>
  close(): Promise<void>
}

/** With one organisation; `redisDatabase`: where nobody else's tests are. */
export async function startCluster(name: string, redisDatabase: number): Promise<Cluster> {
  const database = `parley_${name}_${process.pid}`
  const root = mkdtempSync(join(tmpdir(), `parley-${name}-`))
  const running: Parley[] = []
  await asAdministrator(`create database ${database}`)
  const s3 = await startS3Stub(S3_KEYS)
  const url = new URL(administer)
  url.pathname = `/${database}`
  const redis = new URL(process.env.TEST_REDIS_URL ?? '')
  redis.pathname = `/${redisDatabase}`
  const env = {
    DATABASE_URL: url.href,
    REDIS_URL: redis.href,
    S3_ENDPOINT: s3.url,
    S3_BUCKET: 'files',
    S3_ACCESS_KEY_ID: S3_KEYS.accessKeyId,
    S3_SECRET_ACCESS_KEY: S3_KEYS.secretAccessKey,
    SECRET_KEY: 'one and the same on every node, 32 characters',
    ALLOW_PRIVATE_CIDRS: '127.0.0.0/8',
  }
  const owner = [
    '--organisation',
    'Pottle',
    '--email',
    'noor@example.com',
    '--password',
    'correct horse battery',
  ]
  const setup = parley(join(root, 'setup'), ['setup', ...owner, '--json'], { env })
  if ((await setup.exit()) !== 0) throw new Error(`set-up failed: ${setup.stderr()}`)
  return {
    credentials: JSON.parse(setup.stdout()),
    async node(name, more = {}) {
      const run = parley(join(root, name), ['serve'], { env: { ...env, ...more } })
      running.push(run)
      return { url: (await run.ready()).url, run }
    },
    async close() {
      for (const run of running) if (run.child.kill('SIGKILL')) await run.exit()
      await s3.close()
      await asAdministrator(`drop database if exists ${database} with (force)`)
      rmSync(root, { recursive: true, force: true })
    },
  }
}

async function asAdministrator(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: administer })
  await client.connect()
  await client.query(sql)
  await client.end()
}
