// One process that answers and one that works, over one PostgreSQL and one folder of files.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { png } from '../forms.ts'
import { type Parley, parley } from '../parley.ts'

const database = `parley_roles_${process.pid}`
const administer = process.env.TEST_DATABASE_URL ?? ''
const dataDir = mkdtempSync(join(tmpdir(), 'parley-roles-'))
const running: Parley[] = []
let env: Record<string, string>
let pictures: Server
let asked = 0

beforeAll(async () => {
  await onDatabase(administer, `create database ${database}`)
  const url = new URL(administer)
  url.pathname = `/${database}`
  env = { DATABASE_URL: url.href, ALLOW_PRIVATE_CIDRS: '127.0.0.0/8' }
  pictures = createServer((_, response) => {
    asked++
    response.end(png(4, 4))
  }).listen(0, '127.0.0.1')
  await once(pictures, 'listening')
})
afterAll(async () => {
  for (const run of running) if (run.child.kill('SIGKILL')) await run.exit()
  pictures.close()
  await onDatabase(administer, `drop database if exists ${database} with (force)`)
  rmSync(dataDir, { recursive: true, force: true })
})

async function onDatabase(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

async function start(ROLE: string) {
  const run = parley(dataDir, ['serve'], { env: { ...env, ROLE } })
  running.push(run)
  return { run, ready: await run.ready() }
}

const statusOf = async (url: string) => (await fetch(url)).status

it('a worker answers probes and metrics and nothing else, and does the work that a web process takes in', async () => {
  // Both at once on an empty database: one brings it to the schema, the other waits.
  const [web, worker] = await Promise.all([start('web'), start('worker')])
  expect(web.ready.open).toMatch(/\/setup\//)
  expect(worker.ready.open).toBeUndefined()
  const from = worker.ready.url
  for (const path of ['/healthz', '/readyz', '/metrics'])
    expect([path, await statusOf(from + path)]).toEqual([path, 200])
  const setUpPage = new URL(web.ready.open ?? '').pathname
  for (const path of [
    '/',
    setUpPage,
    '/setup.css',
    '/widget.js',
    '/api/manage/session',
    '/interaction',
    '/accounts',
  ])
    expect([path, await statusOf(from + path)]).toEqual([path, 404])

  const details = [
    '--organisation',
    'Pottle',
    '--email',
    'noor@example.com',
    '--password',
    'correct horse battery',
  ]
  const setup = parley(dataDir, ['setup', ...details, '--json'], { env })
  expect(await setup.exit(), setup.stderr()).toBe(0)
  worker.run.child.kill('SIGTERM')
  expect(await worker.run.exit()).toBe(0)

  const link = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}/plate.png`
  const posted = await fetch(`${web.ready.url}/interaction`, {
    method: 'POST',
    headers: { authorization: JSON.parse(setup.stdout()).api_key },
    body: new URLSearchParams({ query: 'see the plate', files_image_url: link }),
  })
  expect(posted.status).toBe(200)
  const states = () => onDatabase(env.DATABASE_URL ?? '', "select state from job where kind = 'fetchLink'")
  // Longer than any runner sleeps between two looks.
  await sleep(2_500)
  expect([asked, await states()]).toEqual([0, [{ state: 'pending' }]])

  await start('worker')
  await expect.poll(states, { timeout: 10_000 }).toEqual([{ state: 'done' }])
  expect(asked).toBe(1)
})

it('a running node outlives a newer schema, and an old one that starts leaves with 4', async () => {
  const { ready, run } = await start('web,worker')
  await onDatabase(
    env.DATABASE_URL ?? '',
    "insert into kysely_migration (name, timestamp) values ('9999-future', '2099-01-01')",
  )
  for (const path of ['/readyz', '/healthz'])
    expect([path, await statusOf(ready.url + path)]).toEqual([path, 200])
  const late = parley(dataDir, ['serve'], { env })
  running.push(late)
  expect(await late.exit()).toBe(4)
  expect(late.stderr()).toContain('9999-future')
  expect(await statusOf(`${ready.url}/readyz`)).toBe(200)
  run.child.kill('SIGTERM')
  expect(await run.exit()).toBe(0)
})
