import { afterEach, expect, test, vi } from 'vitest'
import { exampleMessage } from '../screens/Inbox/thread/example-message.ts'
import { NO_MESSAGES, readMessages } from './messages.ts'

afterEach(() => vi.unstubAllGlobals())

/** A server with two messages to a page, and what it was asked for. */
function serve(count: () => number, body: (seq: number) => string): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (path: string) => {
    const after = Number(new URLSearchParams(path.split('?')[1]).get('after') ?? 0)
    asked.push(String(after))
    const data = [after + 1, after + 2]
      .filter((seq) => seq <= count())
      .map((seq) => exampleMessage({ seq, body: body(seq) }))
    return Response.json({ data, next_cursor: after + 2 < count() ? String(after + 2) : null })
  })
  return asked
}

const signal = new AbortController().signal

test('reads all pages once, and then only the last, which may have grown', async () => {
  let count = 5
  const asked = serve(() => count, String)
  const first = await readMessages('c', NO_MESSAGES, [], signal)
  expect(asked.splice(0)).toEqual(['0', '2', '4'])
  count = 7
  const second = await readMessages('c', first, [], signal)
  expect(asked.splice(0)).toEqual(['4', '6'])
  expect(second.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('reads an earlier page again when files of a message in it changed', async () => {
  let word = 'before'
  const asked = serve(
    () => 5,
    () => word,
  )
  const first = await readMessages('c', NO_MESSAGES, [], signal)
  asked.splice(0)
  word = 'after'
  const changed = first.messages.filter(({ seq }) => seq === 4 || seq === 5)
  const second = await readMessages('c', first, changed, signal)
  expect(asked.splice(0)).toEqual(['2', '4'])
  expect(second.messages.map(({ body }) => body)).toEqual(['before', 'before', 'after', 'after', 'after'])
  const third = await readMessages('c', second, second.messages.slice(0, 1), signal)
  expect(asked).toEqual(['0', '4'])
  expect(third.messages[0]?.body).toBe('after')
})
