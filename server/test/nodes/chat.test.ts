// A chat whose visitor is at one node and whose teammate is at another.
import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Heard, hears } from '../sse.ts'
import { type Cluster, type Node, startCluster } from './cluster.ts'

const SOON = 300
const AT_ONCE = 1_000
const ROUNDS = 20

let cluster: Cluster
let a: Node
let b: Node
beforeAll(async () => {
  cluster = await startCluster('chat_nodes', 8)
  const off = { RATE_LIMITS: 'off' }
  ;[a, b] = [await cluster.node('a', off), await cluster.node('b', off)]
})
afterAll(() => cluster.close())

const json = { 'content-type': 'application/json' }
const bearer = () => ({ authorization: `Bearer ${cluster.credentials.access_token}` })
const key = () => ({ 'x-api-key': cluster.credentials.site_key ?? '' })

async function manage(at: Node, method: string, path: string, body?: object) {
  const init = {
    method,
    headers: { ...bearer(), ...(body && json) },
    ...(body && { body: JSON.stringify(body) }),
  }
  const answer = await fetch(`${at.url}/api/manage${path}`, init)
  const text = await answer.text()
  expect(answer.status, text).toBeLessThan(300)
  return text === '' ? {} : JSON.parse(text)
}

async function visit(
  at: Node,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
) {
  const init = {
    method,
    headers: { ...key(), ...headers, ...(body && json) },
    ...(body && { body: JSON.stringify(body) }),
  }
  const answer = await fetch(`${at.url}/api/v1/chat${path}`, init)
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
}

let visitors = 0
/** @returns the visitor's token and the conversation's id. */
async function chat(at: Node): Promise<{ token: string; id: string }> {
  const token = `visitor-${++visitors}`
  const fields = { name: token, email: `${token}@example.com`, message: 'Hello?', visitor_token: token }
  expect((await visit(at, 'POST', '/conversations', fields)).status).toBe(201)
  const { data } = await manage(at, 'GET', '/conversations?limit=1')
  return { token, id: data[0].id }
}

const listen = (at: Node, token: string): Promise<Heard> =>
  hears(`${at.url}/api/v1/chat/conversations/${token}/events`, key())

async function until(what: () => boolean | Promise<boolean>, within: number): Promise<number> {
  const begun = performance.now()
  while (!(await what())) {
    if (performance.now() - begun > within) throw new Error(`not within ${within} ms: ${what}`)
    await sleep(2)
  }
  return performance.now() - begun
}

it(`brings an answer from the other node within ${SOON} ms, and a message back`, async () => {
  const { token, id } = await chat(a)
  const visitor = await listen(a, token)
  const team = await hears(`${b.url}/api/manage/events?after=latest`, bearer())
  await visitor.until(1)
  const times: Record<'answers' | 'messages', number[]> = { answers: [], messages: [] }
  for (let n = 0; n < ROUNDS; n++) {
    const answering = performance.now()
    await manage(b, 'POST', `/conversations/${id}/messages`, { body: `answer ${n}`, kind: 'reply' })
    await visitor.until(2 + 2 * n)
    times.answers.push(performance.now() - answering)
    const asking = performance.now()
    await visit(a, 'POST', `/conversations/${token}/messages`, { message: `question ${n}` })
    await team.until(2 + 2 * n)
    times.messages.push(performance.now() - asking)
    await visitor.until(3 + 2 * n)
  }
  const middle = (list: number[]) => list.sort((x, y) => x - y)[list.length >> 1] ?? 0
  const said = Object.entries(times).map(([what, list]) => `${what} ${middle(list).toFixed(1)} ms`)
  process.stdout.write(`across nodes, in the median: ${said.join(', ')}\n`)
  for (const list of Object.values(times)) expect(middle(list)).toBeLessThan(SOON)
  expect(visitor.events.map(({ data }) => (data as { body: string }).body)).toEqual([
    'Hello?',
    ...Array.from({ length: ROUNDS }, (_, n) => [`answer ${n}`, `question ${n}`]).flat(),
  ])
  for (const heard of [visitor, team]) heard.leave()
})

it('shows both sides who types', async () => {
  const { token, id } = await chat(a)
  const visitor = await listen(a, token)
  const team = await hears(`${b.url}/api/manage/events?after=latest`, bearer())
  await visitor.until(1)
  const typing = () => visitor.passing.filter(({ type }) => type === 'typing').map(({ data }) => data)
  await manage(b, 'PUT', '/presence', { status: 'online', conversation_id: id, typing: true })
  await until(() => typing().length === 1, AT_ONCE)
  await manage(b, 'PUT', '/presence', { status: 'online', conversation_id: id, typing: false })
  await until(() => typing().length === 2, AT_ONCE)
  expect(typing()).toEqual([
    { typing: true, author: 'Support' },
    { typing: false, author: 'Support' },
  ])
  await visit(a, 'POST', `/conversations/${token}/typing`, { typing: true, length: 3 })
  const theirs = () =>
    team.passing.map(({ data }) => data).filter((data) => (data as { kind: string }).kind === 'contact')
  await until(() => theirs().length === 1, AT_ONCE)
  expect(theirs()).toMatchObject([{ conversation_id: id, typing: true }])
  for (const heard of [visitor, team]) heard.leave()
})

it('holds to what was changed about a site on the other node, at once', async () => {
  const { token } = await chat(a)
  const site = cluster.credentials.site_key ?? ''
  const { data } = await manage(b, 'GET', '/sites')
  const id = data.find((one: { site_key: string }) => one.site_key === site)?.id ?? data[0].id
  const config = async (headers: Record<string, string> = {}) =>
    (await visit(a, 'GET', '/config', undefined, headers)).status
  const shop = { origin: 'https://shop.example' }
  // Known there, so that an old answer could be remembered.
  for (let n = 0; n < 3; n++) expect(await config(shop)).toBe(200)
  const stream = await listen(a, token)

  await manage(b, 'PATCH', `/sites/${id}`, { allowed_origins: ['https://other.example'] })
  await until(async () => (await config(shop)) === 403, AT_ONCE)
  // Whoever listens is asked to come back, and is then judged by what holds now.
  await Promise.race([stream.ended, sleep(5_000).then(() => Promise.reject(new Error('the stream went on')))])
  await manage(b, 'PATCH', `/sites/${id}`, { allowed_origins: [], enabled: false })
  await until(async () => (await config()) === 404, AT_ONCE)
  await manage(b, 'PATCH', `/sites/${id}`, { enabled: true, greeting: 'Good morning' })
  await until(async () => (await visit(a, 'GET', '/config')).body.greeting === 'Good morning', AT_ONCE)

  const renew = async () =>
    (await manage(b, 'POST', `/sites/${id}/identity-secret`, { overlap_hours: 0 })).identity_secret
  const prove = async (secret: string) => {
    const hash = createHmac('sha256', secret).update('42\n').digest('hex')
    return (await visit(a, 'PUT', `/conversations/${token}/identity`, { id: '42', hash })).status
  }
  const first: string = await renew()
  await until(async () => (await prove(first)) === 200, AT_ONCE)
  const second: string = await renew()
  await until(async () => (await prove(first)) !== 200, AT_ONCE)
  expect(await prove(second)).toBe(200)
})
