// Several servers over one PostgreSQL, one Redis and one S3: real processes, killed as rudely as machines die.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { file, png } from '../forms.ts'
import { type Parley, parley } from '../parley.ts'
import { type S3Stub, startS3Stub } from '../s3-stub.ts'
import { type Heard, hears } from '../sse.ts'

const S3_KEYS = { accessKeyId: 'AKIATEST', secretAccessKey: 'a+secret/with=signs' }
const database = `parley_nodes_${process.pid}`
const administer = process.env.TEST_DATABASE_URL ?? ''
const root = mkdtempSync(join(tmpdir(), 'parley-nodes-'))
const running: Parley[] = []
let s3: S3Stub
let env: Record<string, string>
let credentials: Record<string, string>
type Node = { url: string; run: Parley }

beforeAll(async () => {
  await asAdministrator(`create database ${database}`)
  s3 = await startS3Stub(S3_KEYS)
  const url = new URL(administer)
  url.pathname = `/${database}`
  const redis = new URL(process.env.TEST_REDIS_URL ?? '')
  redis.pathname = '/7'
  env = {
    DATABASE_URL: url.href,
    REDIS_URL: redis.href,
    S3_ENDPOINT: s3.url,
    S3_BUCKET: 'files',
    S3_ACCESS_KEY_ID: S3_KEYS.accessKeyId,
    S3_SECRET_ACCESS_KEY: S3_KEYS.secretAccessKey,
    SECRET_KEY: 'one and the same on every node, 32 characters',
    ALLOW_PRIVATE_CIDRS: '127.0.0.0/8',
  }
  const details = [
    '--organisation',
    'Pottle',
    '--email',
    'noor@example.com',
    '--password',
    'correct horse battery',
  ]
  const setup = parley(join(root, 'setup'), ['setup', ...details, '--json'], { env })
  expect(await setup.exit(), setup.stderr()).toBe(0)
  credentials = JSON.parse(setup.stdout())
})
afterAll(async () => {
  for (const run of running) if (run.child.kill('SIGKILL')) await run.exit()
  await s3.close()
  await asAdministrator(`drop database if exists ${database} with (force)`)
  rmSync(root, { recursive: true, force: true })
})

async function asAdministrator(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: administer })
  await client.connect()
  await client.query(sql)
  await client.end()
}

/** A folder of its own and what is in `env`: nothing tells it of the others. */
async function node(name: string, more: Record<string, string> = {}): Promise<Node> {
  const run = parley(join(root, name), ['serve'], { env: { ...env, ...more } })
  running.push(run)
  return { url: (await run.ready()).url, run }
}

async function post(to: Node, fields: Record<string, string | File>): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return await fetch(`${to.url}/interactions`, {
    method: 'POST',
    headers: { authorization: credentials.api_key ?? '' },
    body,
  })
}

const manage = async (from: Node, path: string, init: RequestInit = {}) =>
  await fetch(`${from.url}/api/manage/${path}`, {
    ...init,
    headers: { ...bearer(), ...(init.body ? { 'content-type': 'application/json' } : {}) },
  })
const bearer = () => ({ authorization: `Bearer ${credentials.access_token}` })
const listen = (to: Node): Promise<Heard> => hears(`${to.url}/api/manage/events?after=latest`, bearer())

it('what is posted to one is seen live on the other, files included', async () => {
  const [a, b] = [await node('live-a'), await node('live-b')]
  const heard = await listen(b)
  const delays: number[] = []
  for (let n = 0; n < 10; n++) {
    expect((await post(a, { query: `ticket ${n}` })).status).toBe(200)
    const answered = performance.now()
    await heard.until(2 * (n + 1))
    delays.push(performance.now() - answered)
  }
  expect(Math.max(...delays)).toBeLessThan(300)
  heard.leave()

  const picture = png(3, 2)
  await post(a, { query: 'with a picture', files: file(picture, 'lid.png') })
  const download = await manage(b, 'attachments/1')
  expect(Buffer.from(await download.arrayBuffer()).equals(picture)).toBe(true)
})

it('published limits and deleted keys hold across both', async () => {
  const [a, b] = [await node('limits-a'), await node('limits-b')]
  const answers = await Promise.all(
    Array.from({ length: 31 }, (_, n) => post(n % 2 ? a : b, { query: `ticket ${n}` })),
  )
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
  const created = await manage(a, 'api-keys', { method: 'POST', body: '{"name": "second"}' })
  const { id, key } = (await created.json()) as { id: string; key: string }
  const use = async () => {
    const answer = await fetch(`${b.url}/interactions`, {
      method: 'POST',
      headers: { authorization: key },
      body: new URLSearchParams({ query: 'x' }),
    })
    return answer.status
  }
  await sleep(1_000)
  expect(await use()).toBe(200)
  expect((await manage(a, `api-keys/${id}`, { method: 'DELETE' })).status).toBe(204)
  expect(await use()).toBe(401)
})

it('a killed one loses nothing, and a third that joins goes on with its jobs', async () => {
  // It never answers the first time, so that the job is still held when its holder dies.
  let asked = 0
  const slow: Server = createServer((_, response) => {
    if (++asked > 1) response.end(png(4, 4))
  }).listen(0, '127.0.0.1')
  await once(slow, 'listening')
  const link = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/plate.png`

  const a = await node('killed')
  const b = await node('stays', { ROLE: 'web' })
  const linked = await post(a, { query: 'see the plate', files_image_url: link })
  const { created_ticket_number: number } = (await linked.json()) as { created_ticket_number: string }
  for (const deadline = Date.now() + 5_000; asked === 0 && Date.now() < deadline; ) await sleep(20)
  expect(asked).toBe(1)

  const acknowledged: string[] = [number]
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; n < 40; n++) {
      const fields = { query: `writer ${writer} ticket ${n}`, source_specific_id: `w${writer}-${n}` }
      // A client that retries on the other node, as a load balancer would send it.
      const answer = await post(a, fields).catch(() => post(b, fields))
      const body = (await answer.json()) as { created_ticket_number?: string }
      if (body.created_ticket_number) acknowledged.push(body.created_ticket_number)
      await sleep(40)
    }
  })
  await sleep(300)
  a.run.child.kill('SIGKILL')
  await a.run.exit()
  await Promise.all(writers)

  const numbers: string[] = []
  for (let after = ''; ; ) {
    const page = (await (await manage(b, `conversations?limit=200${after}`)).json()) as {
      data: { number: string }[]
      next_cursor: string | null
    }
    numbers.push(...page.data.map((item) => item.number))
    if (page.next_cursor === null) break
    after = `&after=${encodeURIComponent(page.next_cursor)}`
  }
  expect(acknowledged.filter((known) => !numbers.includes(known))).toEqual([])
  expect(new Set(numbers).size).toBe(numbers.length)

  const c = await node('joins')
  const heard = await hears(`${c.url}/api/manage/events?after=0`, bearer())
  // The dead one's lease runs out within half a minute.
  for (const deadline = Date.now() + 45_000; asked < 2 && Date.now() < deadline; ) await sleep(100)
  const changed = () => heard.events.filter((event) => event.type === 'attachment.changed')
  for (const deadline = Date.now() + 5_000; changed().length === 0 && Date.now() < deadline; ) await sleep(50)
  expect(changed().at(-1)?.data).toMatchObject({ data: { state: 'stored', content_type: 'image/png' } })
  heard.leave()
  slow.close()
  slow.closeAllConnections()
}, 120_000)
