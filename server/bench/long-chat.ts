// `npm run bench -- --long`: one chat of a million messages. Its list is read whole, from a time on, and by somebody slow.
import { connect } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { startParley } from '../test/crash/parley-process.ts'
import { pathOf } from './chat-requests.ts'
import { parley } from './contenders.ts'
import type { Figure } from './figure.ts'
import { residentMb } from './memory.ts'
import { percentile } from './statistics.ts'
import { openChats } from './visitors.ts'

const MESSAGES = 1_000_000
const POLLS = 300
const SLOW_READERS = 20
const SLOW_SECONDS = 5
const LOOK = 5

export async function longChat(): Promise<Figure[]> {
  const made = await parley('parley')
  const [visitor] = await openChats(made, 'long', 1)
  await made.server.stop('SIGTERM')
  fill(join(made.dataDir, 'parley.db'))
  const server = await startParley({ dataDir: made.dataDir })
  try {
    const url = server.url + pathOf(visitor?.token ?? '')
    const headers = { 'x-api-key': made.credentials.site_key }
    const idle = watch(server.url, server.pid)
    await sleep(3_000)
    const alone = await idle.stop()
    const seen = watch(server.url, server.pid)
    const before = await residentMb(server.pid)
    const began = performance.now()
    const chunks: Uint8Array[] = []
    for await (const chunk of (await fetch(url, { headers })).body ?? []) chunks.push(chunk)
    const seconds = (performance.now() - began) / 1_000
    const whole = await seen.stop()
    // Only now: parsing it would keep whoever watches from looking.
    const all: { timestamp: string }[] = JSON.parse(Buffer.concat(chunks).toString())
    const polls: number[] = []
    for (let n = 0; n < POLLS; n++) {
      const place = Math.floor((MESSAGES * (n + 1)) / POLLS) - 10
      const since = all[place]?.timestamp ?? ''
      const from = performance.now()
      const answer = await fetch(`${url}?since=${encodeURIComponent(since)}`, { headers })
      // Of those with much to tell, the first is enough.
      const reader = answer.body?.getReader()
      await reader?.read()
      await reader?.cancel()
      polls.push(performance.now() - from)
    }
    const slow = await readSlowly(server.url, server.pid, url, made.credentials.site_key)
    const inOrder = all.every(({ timestamp }, n) => n === 0 || timestamp > (all[n - 1]?.timestamp ?? ''))
    process.stdout.write(
      `  ${all.length} messages in ${seconds.toFixed(1)} s; the slowest other answer took ${slowest(whole).toFixed(0)} ms, ` +
        `${slowest(alone).toFixed(0)} ms while nobody read\n`,
    )
    const above = (name: string, value: number, target: number, unit: string): Figure => ({
      name,
      value,
      target,
      unit,
      worse: 'above',
    })
    return [
      above('messages missing or out of order', MESSAGES + 1 - all.length + (inOrder ? 0 : 1), 0, ''),
      above('memory that reading all of them takes', whole.most - before, 60, 'MB'),
      above('other answers meanwhile, p99', percentile(whole.answers, 0.99), 50, 'ms'),
      above('the first of what came since, p99', percentile(polls, 0.99), 50, 'ms'),
      above(`memory of ${SLOW_READERS} who read slowly`, slow, 60, 'MB'),
    ]
  } finally {
    await server.stop('SIGTERM')
    await made.close()
  }
}

/** The stopped server's one chat grows to a million messages, a millisecond apart. */
function fill(path: string): void {
  const db = new DatabaseSync(path)
  db.exec(`pragma foreign_keys = off; pragma synchronous = off; begin;
    with recursive n(i) as (select 2 union all select i + 1 from n where i <= ${MESSAGES})
    insert into message (org_id, id, conversation_id, seq, kind, direction, author_kind, author_name, body, delivery,
      metadata, created_at)
    select org_id, printf('%026d', i), conversation_id, i, 'message', iif(i % 2, 'inbound', 'outbound'),
      iif(i % 2, 'contact', 'teammate'), 'Somebody', 'Message ' || i || ': the parcel is at the neighbour''s.', 'none',
      '{}', strftime('%Y-%m-%dT%H:%M:%fZ', julianday('2030-01-01') + i / 86400.0)
    from n, (select * from message limit 1);
    update conversation set next_seq = ${MESSAGES} + 2, last_message_at = (select max(created_at) from message);
    commit`)
  db.close()
}

/** Asks for something small again and again: whoever waits for that would have waited for anything. */
function watch(url: string, pid: number) {
  let over = false
  const seen = { most: 0, answers: [] as number[] }
  const watching = (async () => {
    while (!over) {
      const from = performance.now()
      await (await fetch(`${url}/healthz`)).arrayBuffer()
      seen.answers.push(performance.now() - from)
      seen.most = Math.max(seen.most, await residentMb(pid))
      await sleep(LOOK)
    }
  })()
  return {
    async stop() {
      over = true
      await watching
      return seen
    },
  }
}

const slowest = ({ answers }: { answers: number[] }) => percentile(answers, 1)

/** @returns how many megabytes the server grew by while they read a little each second. */
async function readSlowly(base: string, pid: number, url: string, key: string): Promise<number> {
  await sleep(1_000)
  const before = await residentMb(pid)
  const { port, hostname, pathname } = new URL(url)
  const sockets = Array.from({ length: SLOW_READERS }, () => {
    const socket = connect(Number(port), hostname)
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${key}\r\n\r\n`)
    socket.on('data', () => {
      socket.pause()
      setTimeout(() => socket.resume(), 500).unref()
    })
    return socket
  })
  const seen = watch(base, pid)
  await sleep(SLOW_SECONDS * 1_000)
  const { most } = await seen.stop()
  for (const socket of sockets) socket.destroy()
  return most - before
}
