import { afterEach, expect, test, vi } from 'vitest'
import { exampleMessage } from '../screens/Inbox/thread/example-message.ts'
import { NO_MESSAGES, readMessages, readOlder } from './messages.ts'

afterEach(() => vi.unstubAllGlobals())

type Server = { count: number; word: string; asked: string[]; moved: number }

/** A conversation of `count` messages, and the pages it was asked for. */
function serve(count: number): Server {
  const server: Server = { count, word: 'said', asked: [], moved: 0 }
  vi.stubGlobal('fetch', async (path: string) => {
    const query = new URLSearchParams(path.split('?')[1])
    const before = Number(query.get('after') ?? server.count + 1)
    const limit = Number(query.get('limit'))
    server.asked.push(`${query.get('after') ?? 'end'}/${limit}`)
    const first = Math.max(1, before - limit)
    const seqs = Array.from({ length: before - first }, (_, index) => before - 1 - index)
    const data = seqs.map((seq) => ({
      ...exampleMessage({ seq: seq + server.moved, body: server.word }),
      id: `message-${seq}`,
    }))
    return Response.json({ data, next_cursor: first > 1 ? String(first) : null })
  })
  return server
}

const signal = new AbortController().signal
const seqs = ({ messages }: { messages: { seq: number }[] }) => messages.map(({ seq }) => seq)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

test('opens at the end, and goes back page by page to the beginning', async () => {
  const server = serve(160)
  const first = await readMessages('c', NO_MESSAGES, {}, signal)
  expect(seqs(first)).toEqual(range(111, 160))
  const second = await readOlder('c', first, signal)
  expect(seqs(second)).toEqual(range(11, 160))
  const whole = await readOlder('c', second, signal)
  expect([seqs(whole), whole.older]).toEqual([range(1, 160), null])
  expect(server.asked).toEqual(['end/50', '111/100', '11/100'])
  expect(await readOlder('c', whole, signal)).toBe(whole)
})

test('reads the end again until it meets what is known, so that nothing between is missing', async () => {
  const server = serve(60)
  const before = await readMessages('c', NO_MESSAGES, {}, signal)
  server.count = 65
  const soon = await readMessages('c', before, {}, signal)
  expect([seqs(soon), soon.older]).toEqual([range(11, 65), before.older])
  server.count = 500
  const later = await readMessages('c', soon, {}, signal)
  expect(seqs(later)).toEqual(range(11, 500))
  expect(later.older).toBe(before.older)
  expect(server.asked).toEqual(['end/50', 'end/50', 'end/50', '451/200', '251/200'])
})

test('goes as far back as it is asked to: a message by its id, or a seq', async () => {
  serve(900)
  const found = await readMessages('c', NO_MESSAGES, { message: 'message-700' }, signal)
  expect(found.messages[0]?.seq).toBe(651)
  expect((await readMessages('c', NO_MESSAGES, { seq: 500 }, signal)).messages[0]?.seq).toBe(451)
  const nowhere = await readMessages('c', NO_MESSAGES, { message: 'gone' }, signal)
  expect([seqs(nowhere), nowhere.older]).toEqual([range(1, 900), null])
})

test('takes what changed since, also what got another place', async () => {
  const server = serve(3)
  const before = await readMessages('c', NO_MESSAGES, {}, signal)
  server.word = 'said otherwise'
  server.moved = 10
  const after = await readMessages('c', before, {}, signal)
  expect(seqs(after)).toEqual([11, 12, 13])
  expect(after.messages.map(({ body }) => body)).toEqual(Array(3).fill('said otherwise'))
})
