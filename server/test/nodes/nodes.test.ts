// Several servers over one PostgreSQL, one Redis and one S3: real processes, killed as rudely as machines die.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { file, png } from '../forms.ts'
import { type Heard, hears } from '../sse.ts'
import { type Cluster, type Node, startCluster } from './cluster.ts'

let cluster: Cluster
let credentials: Record<string, string>
beforeAll(async () => {
  cluster = await startCluster('nodes', 7)
  credentials = cluster.credentials
})
afterAll(() => cluster.close())

const SOON = { timeout: 5_000 }
const node = (name: string, more: Record<string, string> = {}) => cluster.node(name, more)

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
  // All but one: a machine shared with others may stand still meanwhile.
  expect(delays.sort((a, b) => a - b)[8]).toBeLessThan(300)
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

it('who is here is known to all of them, also to one that joins, and a killed one’s people are gone after 45 s', async () => {
  const [a, b] = [await node('presence-a'), await node('presence-b')]
  const [owner = {}, ada = {}] = await twoTeammates(a)
  const ticket = await post(a, { query: 'looked at by two' })
  const conversation_id = ticket.headers.get('x-ticket-id')
  const heard = await listen(b)
  const said = async (by: Node, headers: Record<string, string>, doing: object) => {
    const body = JSON.stringify({ status: 'online', conversation_id, ...doing })
    const init = { method: 'PUT', headers: { ...headers, 'content-type': 'application/json' }, body }
    expect((await fetch(`${by.url}/api/manage/presence`, init)).status).toBe(204)
  }
  const present = async (from: Node) => {
    const { data } = (await (await manage(from, 'presence')).json()) as {
      data: { name: string; typing: boolean }[]
    }
    return data.map(({ name, typing }) => `${name}${typing ? ' types' : ''}`)
  }
  await said(a, ada, { typing: true })
  for (const deadline = Date.now() + 5_000; heard.passing.length < 1 && Date.now() < deadline; )
    await sleep(5)
  expect(heard.passing).toMatchObject([
    { type: 'presence', data: { name: 'Ada', conversation_id, typing: true } },
  ])
  await said(b, owner, {})
  for (const each of [a, b]) await expect.poll(() => present(each), SOON).toEqual(['Ada types', 'Noor'])

  const c = await node('presence-joins')
  const late = await listen(c)
  for (const deadline = Date.now() + 5_000; late.passing.length < 2 && Date.now() < deadline; ) await sleep(5)
  await expect.poll(() => present(c), SOON).toEqual(['Ada types', 'Noor'])

  a.run.child.kill('SIGKILL')
  await a.run.exit()
  const killed = Date.now()
  while ((await present(c)).length === 2 && Date.now() < killed + 60_000) {
    await said(b, owner, {})
    await sleep(1_000)
  }
  expect([await present(b), await present(c)]).toEqual([['Noor'], ['Noor']])
  expect(Date.now() - killed).toBeGreaterThan(35_000)
  expect(Date.now() - killed).toBeLessThan(50_000)
  // The list leaves them out to the moment, the stream says so within a second.
  await sleep(1_500)
  expect(late.passing.at(-1)).toMatchObject({ data: { name: 'Ada', status: 'offline', typing: false } })
  heard.leave()
  late.leave()
}, 120_000)

/** The one of the set-up, and one who was invited: by what each proves itself. */
async function twoTeammates(at: Node): Promise<Record<string, string>[]> {
  const body = '{"email": "ada@example.com", "role": "agent"}'
  const invited = (await (await manage(at, 'invitations', { method: 'POST', body })).json()) as {
    link: string
  }
  const token = new URL(invited.link).hash.slice('#join='.length)
  const joined = await fetch(`${at.url}/api/manage/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, name: 'Ada', password: 'correct horse battery' }),
  })
  const cookie = joined.headers.get('set-cookie')?.split(';')[0] ?? ''
  return [bearer(), { cookie, 'sec-fetch-site': 'same-origin' }]
}

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
