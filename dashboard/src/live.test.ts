import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Live, type LiveListener, openLive } from './live.ts'
import { onLiveEvent } from './live-events.ts'
import { shareLive } from './shared-live.ts'

beforeEach(() => vi.stubGlobal('window', new EventTarget()))
let live: Live | undefined
afterEach(() => {
  live?.close()
  vi.unstubAllGlobals()
})

const event = (seq: number) => ({
  seq,
  type: 'conversation.read',
  conversation_id: 'c',
  actor: {},
  data: {},
  at: '',
})
const block = (fields: { id?: number; event?: string; data?: unknown }): string =>
  `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${name === 'data' ? JSON.stringify(value) : value}`)
    .join('\n')}\n\n`

/** A server that says this on the nth line and then nothing more, and what it was asked for. */
function serve(...lines: string[][]): (string | undefined)[] {
  const places: (string | undefined)[] = []
  vi.stubGlobal(
    'fetch',
    async (_: string, { headers, signal }: { headers: Record<string, string>; signal: AbortSignal }) => {
      const blocks = lines[places.length] ?? []
      places.push(headers['last-event-id'])
      const last = places.length >= lines.length
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          for (const text of blocks) controller.enqueue(new TextEncoder().encode(text))
          if (last) signal.addEventListener('abort', () => controller.error(signal.reason))
          else controller.close()
        },
      })
      return new Response(body)
    },
  )
  return places
}

/** Everything it heard, in order; resolves once the last of it was heard. */
async function hear(until: string): Promise<string[]> {
  const heard: string[] = []
  await new Promise<void>((resolve) => {
    const note = (word: string): void => {
      heard.push(word)
      if (word === until) resolve()
    }
    const listener: LiveListener = {
      onEvent: ({ seq }) => note(`event ${seq}`),
      onRefresh: (seq) => note(`refresh ${seq}`),
      onPresence: ({ name, status }) => note(`${name} ${status}`),
      onPulse: () => undefined,
      onState({ phase }) {
        note(phase)
        if (phase === 'waiting') queueMicrotask(() => live?.retryNow())
      },
    }
    live = openLive(listener, 39)
  })
  return heard
}

test('tells events, presence and a refresh apart, and resumes after what had an id', async () => {
  const places = serve(
    [
      ': connected\nid: 40\n\n',
      block({ event: 'presence', data: { name: 'Imke', status: 'online' } }),
      block({ id: 41, event: 'conversation.read', data: event(41) }),
      block({ event: 'presence', data: { name: 'Imke', status: 'offline' } }),
    ],
    [
      // A restored backup: the feed is behind what was seen.
      ': connected\nid: 7\n\n',
      block({ id: 7, event: 'refresh', data: { seq: 7 } }),
      block({ id: 8, event: 'conversation.read', data: event(8) }),
    ],
    [block({ id: 9, event: 'conversation.read', data: event(9) })],
  )
  expect(await hear('event 9')).toEqual([
    'connecting',
    'live',
    'Imke online',
    'event 41',
    'Imke offline',
    'waiting',
    'live',
    'refresh 7',
    'event 8',
    'waiting',
    'live',
    'event 9',
  ])
  expect(places).toEqual(['39', '41', '8'])
})

test('passes over what a newer server says by the way', async () => {
  serve([
    block({ event: 'something', data: {} }),
    block({ id: 2, event: 'conversation.read', data: event(2) }),
  ])
  expect(await hear('event 2')).toEqual(['connecting', 'live', 'event 2'])
})

test('has what is on screen read anew once the line was down, and not when it first is up', async () => {
  const places = serve(
    [block({ id: 41, event: 'conversation.read', data: event(41) })],
    [block({ id: 42, event: 'conversation.read', data: event(42) })],
  )
  const heard: string[] = []
  await new Promise<void>((resolve) => {
    const quiet = onLiveEvent((word) => {
      heard.push(word === 'opened' ? word : `event ${word.seq}`)
      if (heard.at(-1) !== 'event 42') return
      quiet()
      resolve()
    })
    const onState = ({ phase }: { phase: string }) =>
      phase === 'waiting' && queueMicrotask(() => shared.retryNow())
    const shared = shareLive({ onPresent: () => undefined, onState }, 40)
    live = shared
  })
  expect(heard).toEqual(['event 41', 'opened', 'event 42'])
  expect(places).toEqual(['40', '41'])
})
