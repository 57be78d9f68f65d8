// One message to two thousand streams, against a plain loop of `ws.send`, in one run, round by round, in changing order.
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type ServerProcess, startServer } from '../test/crash/parley-process.ts'
import { type Ours, parley } from './contenders.ts'
import { newest } from './exchange.ts'
import type { BenchOptions, Figure } from './figure.ts'
import { type Channel, type Listeners, startListeners } from './listeners.ts'
import { residentMb } from './memory.ts'
import { median, percentile } from './statistics.ts'
import { openChats } from './visitors.ts'

const SUBSCRIBERS = 2_000
const WARM_UP = 200
const MESSAGES = 20
const SETTLE = 2_000
/** Each of them looks every second whether its credential is still good. */
const TEAM = 2.5

/** Its channel as whoever comes now is to ask for it. */
type Contender = { channel: () => Promise<Channel>; pid: number }
type Kind = 'chat' | 'team' | 'ws'
/** Milliseconds; `first`: until one of them has it; `ordinary`: until 99 of 100 have one message, the median of messages. Frames that were not right. */
type Sample = { first: number; p50: number; p99: number; ordinary: number; faults: number }
type Round = Record<Kind, Sample>

export async function fanOut({ rounds }: BenchOptions): Promise<Figure[]> {
  const listeners = startListeners()
  // Each subscriber says that it is somebody else: from one address two hundred are let in.
  const ours = await parley('parley', { env: { TRUST_PROXY: '127.0.0.1' } })
  const ws = await startWs()
  try {
    const contenders: Record<Kind, Contender> = {
      chat: { channel: await chatOf(ours), pid: ours.server.pid },
      team: { channel: await teamOf(ours), pid: ours.server.pid },
      ws: { channel: async () => wsChannel(ws), pid: ws.pid },
    }
    const order = Object.entries(contenders) as [Kind, Contender][]
    for (const [, { channel }] of order) await measure(listeners, await channel(), WARM_UP)
    const kilobytes: Partial<Record<Kind, number>> = {}
    for (const [kind, contender] of order)
      if (kind !== 'team') kilobytes[kind] = await memoryOf(listeners, contender)
    const measured: Round[] = []
    for (let round = 1; round <= rounds; round++) {
      const samples: Partial<Round> = {}
      for (const [kind, { channel }] of order)
        samples[kind] = await measure(listeners, await channel(), SUBSCRIBERS)
      order.reverse()
      // All have just run.
      measured.push(samples as Round)
      printRound(round, samples as Round)
    }
    return figures(measured, kilobytes)
  } finally {
    listeners.close()
    await ours.close()
    await ws.stop('SIGTERM')
  }
}

async function measure(listeners: Listeners, channel: Channel, subscribers: number): Promise<Sample> {
  await listeners.connect(channel, subscribers)
  await sleep(SETTLE / 4)
  const { latencies, missing, wrong } = await listeners.publish(MESSAGES)
  await listeners.leave()
  await sleep(SETTLE / 4)
  const all = latencies.flat()
  const ordinary = median(latencies.map((of) => percentile(of, 0.99)))
  const first = median(latencies.map((of) => percentile(of, 0)))
  return { first, p50: median(all), p99: percentile(all, 0.99), ordinary, faults: missing + wrong }
}

/** Resident kilobytes that a connection costs which nobody tells anything. */
async function memoryOf(listeners: Listeners, { channel, pid }: Contender): Promise<number> {
  await sleep(SETTLE)
  const before = await residentMb(pid)
  await listeners.connect(await channel(), SUBSCRIBERS)
  await sleep(SETTLE)
  const after = await residentMb(pid)
  await listeners.leave()
  return ((after - before) * 1024) / SUBSCRIBERS
}

function figures(rounds: readonly Round[], kilobytes: Partial<Record<Kind, number>>): Figure[] {
  const middle = (of: (round: Round) => number) => median(rounds.map(of))
  const faults = rounds.reduce((sum, { chat, team, ws }) => sum + chat.faults + team.faults + ws.faults, 0)
  const limit = (name: string, value: number, target: number, unit: string): Figure => ({
    name,
    value,
    target,
    unit,
    worse: 'above',
  })
  return [
    limit(
      'p99 to 2,000 chat streams ÷ ws.send loop',
      middle((r) => r.chat.p99 / r.ws.p99),
      1,
      'x',
    ),
    limit(
      'p99 to 2,000 team streams ÷ ws.send loop',
      middle((r) => r.team.p99 / r.ws.p99),
      1,
      'x',
    ),
    limit(
      'the same of an ordinary message, chat streams',
      middle((r) => r.chat.ordinary / r.ws.ordinary),
      1,
      'x',
    ),
    limit(
      'the same of an ordinary message, team streams',
      middle((r) => r.team.ordinary / r.ws.ordinary),
      TEAM,
      'x',
    ),
    limit('frames missing, repeated or garbled', faults, 0, ''),
    limit('resident memory of a chat stream', kilobytes.chat ?? 0, 30, 'KB'),
    limit('resident memory of a ws connection', kilobytes.ws ?? 0, 30, 'KB'),
  ]
}

function printRound(round: number, samples: Round): void {
  const cells = Object.entries(samples)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([kind, { first, p50, p99, ordinary }]) =>
        `${kind} first ${first.toFixed(1)} p50 ${p50.toFixed(1).padStart(5)} p99 ${p99.toFixed(1).padStart(5)} (${ordinary.toFixed(0)}) ms`,
    )
  const ratio = (samples.chat.p99 / samples.ws.p99).toFixed(2)
  process.stdout.write(`round ${round}  fan-out  ${cells.join('   ')}   x${ratio}\n`)
}

/**
 * Two thousand tabs of one visitor: the only way to have so many hear the same message. They come back to where they
 * were, as widgets do after a server was restarted, and are not told again what was said before.
 */
async function chatOf(ours: Ours): Promise<() => Promise<Channel>> {
  const { credentials, server } = ours
  const { token, messages, publish } = await chatToAnswer(ours, 'tabs')
  const head = [
    `GET /api/v1/chat/conversations/${token}/events HTTP/1.1`,
    `X-Api-Key: ${credentials.site_key}`,
    'Accept: text/event-stream',
  ]
  return async () => {
    const answer = await fetch(`${server.url}${messages}?sort=newest&limit=1`, { headers: publish.headers })
    const { data } = (await answer.json()) as { data: { seq: number }[] }
    const place = `Last-Event-ID: ${data[0]?.seq}`
    return { url: server.url, subscribe: { head: [...head, place], frames: { event: 'message' } }, publish }
  }
}

async function teamOf(ours: Ours): Promise<() => Promise<Channel>> {
  const { credentials, server } = ours
  const head = ['GET /api/manage/events?after=latest HTTP/1.1', 'Accept: text/event-stream']
  const { publish } = await chatToAnswer(ours, 'team')
  const channel: Channel = {
    url: server.url,
    subscribe: {
      head: [...head, `Authorization: Bearer ${credentials.access_token}`],
      frames: { event: 'message.created' },
    },
    publish,
  }
  return async () => channel
}

type Answered = { token: string; messages: string; publish: Channel['publish'] }

async function chatToAnswer(ours: Ours, name: string): Promise<Answered> {
  const [visitor] = await openChats(ours, name, 1)
  const authorization = `Bearer ${ours.credentials.access_token}`
  const messages = `/api/manage/conversations/${await newest(ours.server.url, { authorization })}/messages`
  const headers = { authorization, 'content-type': 'application/json' }
  const publish = { path: messages, headers, field: 'body', more: { kind: 'reply' } }
  return { token: String(visitor?.token), messages, publish }
}

async function startWs(): Promise<ServerProcess> {
  const entry = fileURLToPath(new URL('ws-server.ts', import.meta.url))
  return await startServer([process.execPath, entry], {})
}

function wsChannel({ url }: ServerProcess): Channel {
  const handshake = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
  return {
    url,
    subscribe: {
      head: ['GET / HTTP/1.1', ...handshake, 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='],
      frames: 'websocket',
    },
    // As large as a message of ours.
    publish: {
      path: '/',
      headers: {},
      field: 'body',
      more: {
        seq: '1',
        author: 'Support',
        direction: 'outbound',
        timestamp: '2026-01-01T00:00:00.000Z',
        id: '01HZZZZZZZZZZZZZZZZZZZZZZZ',
        client_message_id: 'null',
        files: '[]',
      },
    },
  }
}
