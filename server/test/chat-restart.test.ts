// A conversation through kill -9: whoever listens, polls, writes and answers goes on where they were, with nothing lost,
// nothing twice and nothing out of order.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Credentials, freePort, type ServerProcess, setUp, startParley } from './crash/parley-process.ts'
import { killAndStart } from './crash/restarts.ts'
import { hears } from './sse.ts'

const KILLS = 4
const VISITORS = 3
const BREATH = 25
const PATIENCE = 20_000

const dataDir = mkdtempSync(join(tmpdir(), 'parley-chat-restart-'))
let credentials: Credentials
let server: ServerProcess
let port: number
let url: string
beforeAll(async () => {
  credentials = await setUp(dataDir)
  port = await freePort()
  url = `http://127.0.0.1:${port}`
  server = await startParley({ dataDir, port })
}, 60_000)
afterAll(async () => {
  await server.stop('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

type Said = { body: string; seq?: number; timestamp: string }
const json = { 'content-type': 'application/json' }
const siteKey = () => ({ 'x-api-key': credentials.site_key })
const bearer = () => ({ authorization: `Bearer ${credentials.access_token}` })

/** As a widget's outbox does it: again and again, under the same id, until it is answered. */
async function untilAcknowledged(path: string, headers: Record<string, string>, body: object): Promise<void> {
  for (const giveUp = Date.now() + PATIENCE; ; await sleep(BREATH)) {
    const init = { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) }
    const answer = await fetch(url + path, { ...init, signal: AbortSignal.timeout(2_000) }).catch(
      () => undefined,
    )
    const status = answer?.status
    await answer?.arrayBuffer().catch(() => undefined)
    if (status === 201) return
    if (status !== undefined && status < 500) throw new Error(`${path} answered ${status}`)
    if (Date.now() > giveUp) throw new Error(`${path} was never acknowledged`)
  }
}

/** One who listens as a browser does: comes back with the id it heard last. */
function listen(token: string, over: AbortSignal) {
  const heard: Said[] = []
  let returns = 0
  const listening = (async () => {
    for (let last = '0'; !over.aborted; await sleep(BREATH)) {
      try {
        const stream = await hears(`${url}/api/v1/chat/conversations/${token}/events`, {
          ...siteKey(),
          'last-event-id': last,
        })
        returns++
        over.addEventListener('abort', stream.leave)
        if (over.aborted) stream.leave()
        // Broken off in the middle or ended: either way it comes back.
        await stream.ended.catch(() => undefined)
        heard.push(...stream.events.map(({ data }) => data as Said))
        last = String(stream.events.at(-1)?.id ?? last)
      } catch {
        // Nobody answers while it is down.
      }
    }
  })()
  return { heard, returns: () => returns, done: listening }
}

/** One who polls, echoing the time of the last message. */
function poll(token: string, over: AbortSignal) {
  const heard: Said[] = []
  const polling = (async () => {
    for (let since = ''; !over.aborted; await sleep(BREATH)) {
      try {
        const query = since === '' ? '' : `?since=${encodeURIComponent(since)}`
        const answer = await fetch(`${url}/api/v1/chat/conversations/${token}/messages${query}`, {
          headers: siteKey(),
        })
        if (answer.status !== 200) continue
        heard.push(...((await answer.json()) as Said[]))
        since = heard.at(-1)?.timestamp ?? since
      } catch {
        // As above.
      }
    }
  })()
  return { heard, done: polling }
}

async function conversationOf(name: string): Promise<string> {
  const answer = await fetch(`${url}/api/manage/conversations?limit=50`, { headers: bearer() })
  const { data } = (await answer.json()) as { data: { id: string; contact: { name: string } | null }[] }
  return data.find(({ contact }) => contact?.name === name)?.id ?? ''
}

it(`goes on through ${KILLS} kills: nothing lost, nothing doubled, in order`, async () => {
  const over = new AbortController()
  const writing = new AbortController()
  const talks: {
    said: string[]
    answered: string[]
    listener: ReturnType<typeof listen>
    poller: ReturnType<typeof poll>
    token: string
  }[] = []
  const writers: Promise<void>[] = []
  for (let n = 0; n < VISITORS; n++) {
    const token = `visitor-${n}-0123456789`
    const visitor = {
      name: `Visitor ${n}`,
      email: `v${n}@example.com`,
      message: 'begin',
      visitor_token: token,
    }
    await untilAcknowledged('/api/v1/chat/conversations', siteKey(), visitor)
    const id = await conversationOf(visitor.name)
    const talk = {
      token,
      said: ['begin'],
      answered: [] as string[],
      listener: listen(token, over.signal),
      poller: poll(token, over.signal),
    }
    talks.push(talk)
    const path = `/api/v1/chat/conversations/${token}/messages`
    const write = async () => {
      for (let at = 1; !writing.signal.aborted; at++) {
        const message = { message: `visitor ${n} says ${at}`, client_message_id: `m-${n}-${at}` }
        await untilAcknowledged(path, siteKey(), message)
        // A widget that lost its notes sends it once more.
        if (at % 7 === 0) await untilAcknowledged(path, siteKey(), message)
        talk.said.push(message.message)
      }
    }
    const answer = async () => {
      for (let at = 1; !writing.signal.aborted; at++) {
        const body = `answer ${at} to ${n}`
        const once = { ...bearer(), 'idempotency-key': `answer-${n}-${at}` }
        await untilAcknowledged(`/api/manage/conversations/${id}/messages`, once, { body, kind: 'reply' })
        talk.answered.push(body)
        await sleep(BREATH)
      }
    }
    writers.push(write(), answer())
  }
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(400 + kill * 130)
    server = (await killAndStart(server, dataDir, port)).server
  }
  await sleep(400)
  writing.abort()
  await Promise.all(writers)
  // Long enough for whoever was away to come back and hear the rest.
  await sleep(2_000)
  over.abort()
  await Promise.all(talks.flatMap(({ listener, poller }) => [listener.done, poller.done]))

  for (const { said, answered, listener, poller, token } of talks) {
    expect(listener.returns()).toBeGreaterThan(KILLS)
    expect(said.length).toBeGreaterThan(10)
    expect(answered.length).toBeGreaterThan(5)
    const asked = await fetch(`${url}/api/v1/chat/conversations/${token}/messages`, { headers: siteKey() })
    const stored = (await asked.json()) as Said[]
    const bodies = (list: readonly Said[]) => list.map(({ body }) => body)
    const theirs = (list: readonly string[]) => list.filter((body) => !body.startsWith('answer'))
    // Each writer waited for its answers, so that the order in which they wrote is the order in which it stands.
    expect(theirs(bodies(stored))).toEqual(said)
    expect(bodies(stored).filter((body) => body.startsWith('answer'))).toEqual(answered)
    expect(bodies(listener.heard)).toEqual(bodies(stored))
    expect(bodies(poller.heard)).toEqual(bodies(stored))
    const seqs = listener.heard.map(({ seq = 0 }) => seq)
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
    expect(new Set(seqs).size).toBe(seqs.length)
    const times = stored.map(({ timestamp }) => timestamp)
    expect(times).toEqual([...new Set(times)].sort())
  }
}, 60_000)
