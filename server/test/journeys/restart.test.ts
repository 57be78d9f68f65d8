// The first curl of the tickets API against the real process, watched by a program that must miss and repeat nothing.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { dataFolder, type RunningServer, startServer } from './server.ts'

const bin = fileURLToPath(new URL('../../bin/parley.js', import.meta.url))
const credentials = z.object({ api_key: z.string(), access_token: z.string() })
const folder = dataFolder()
let keys: z.output<typeof credentials>
let server: RunningServer

beforeAll(async () => {
  const setup = ['setup', '--organisation', 'Pottle', '--email', 'noor@pottle.example', '--json']
  const printed = execFileSync(process.execPath, [bin, ...setup, '--password', 'correct horse battery'], {
    env: { ...process.env, BASE_URL: '', DATA_DIR: folder.dir },
  })
  keys = credentials.parse(JSON.parse(printed.toString()))
  server = await startServer(folder.dir)
})
afterAll(async () => {
  await server.stop('SIGTERM')
  folder.remove()
})

type Seen = { seq: number; type: string; at: number }

/** Follows the feed until the line breaks; what it saw so far is in the array from the first moment. */
function follow(lastEventId: number | null): { seen: Seen[]; open: Promise<void>; ended: Promise<void> } {
  const seen: Seen[] = []
  const { promise: open, resolve } = Promise.withResolvers<void>()
  const ended = (async () => {
    const resumed = lastEventId === null ? {} : { 'last-event-id': String(lastEventId) }
    const response = await fetch(`${server.ready.url}/api/manage/events?after=latest`, {
      headers: { authorization: `Bearer ${keys.access_token}`, accept: 'text/event-stream', ...resumed },
    })
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    resolve()
    let text = ''
    try {
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString()
        const blocks = text.split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) {
          const [, id, type] = /^id: (\d+)\nevent: (\S+)\ndata: \{/.exec(block) ?? []
          if (id && type) seen.push({ seq: Number(id), type, at: performance.now() })
        }
      }
    } catch {
      // A killed server breaks the line: that is the point.
    }
  })()
  return { seen, open, ended }
}

async function post(query: string): Promise<string> {
  const body = new FormData()
  body.append('query', query)
  const init = { method: 'POST', headers: { authorization: keys.api_key }, body }
  const response = await fetch(`${server.ready.url}/interaction`, init)
  expect(response.status).toBe(200)
  return await response.text()
}

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 5_000; !condition() && Date.now() < deadline; )
    await new Promise((resolve) => setTimeout(resolve, 5))
}

it('answers the first curl, and a follower sees it within 300 ms', async () => {
  const follower = follow(null)
  await follower.open
  const sent = performance.now()
  expect(await post('Sample query text')).toBe('{"created_ticket_number":"ASM-1"}')
  await until(() => follower.seen.length >= 2)
  expect(follower.seen.map((event) => event.type)).toEqual(['conversation.opened', 'message.created'])
  expect((follower.seen[1]?.at ?? Number.POSITIVE_INFINITY) - sent).toBeLessThan(300)
})

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'after %s and a restart a follower misses and repeats nothing',
  async (signal) => {
    const before = follow(null)
    await before.open
    for (let n = 0; n < 5; n++) await post(`before ${n}`)
    await until(() => before.seen.length >= 10)
    const last = before.seen.at(-1)?.seq ?? 0
    const port = Number(new URL(server.ready.url).port)
    const code = await server.stop(signal)
    if (signal === 'SIGTERM') expect(code).toBe(0)
    await before.ended

    server = await startServer(folder.dir, port)
    for (let n = 0; n < 5; n++) await post(`while away ${n}`)
    const after = follow(last)
    await after.open
    for (let n = 0; n < 5; n++) await post(`back again ${n}`)
    await until(() => after.seen.length >= 20)
    expect(after.seen.map((event) => event.seq)).toEqual(Array.from({ length: 20 }, (_, n) => last + 1 + n))
  },
)
