import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Line, type LineState, openLine } from './line.ts'

/** The far end of the line. */
function server() {
  const asked: number[] = []
  let answer: () => Response = () => new Response(null, { status: 503 })
  let ends: ReadableStreamDefaultController<Uint8Array>[] = []
  return {
    asked,
    connect: async (after: number, signal: AbortSignal) => {
      asked.push(after)
      const response = answer()
      signal.addEventListener('abort', () => {
        for (const end of ends.splice(0)) end.error(new DOMException('aborted', 'AbortError'))
      })
      return response
    },
    streams() {
      answer = () =>
        new Response(
          new ReadableStream<Uint8Array>({
            start(controller) {
              ends.push(controller)
            },
          }),
        )
    },
    refuses(status: number, headers: Record<string, string> = {}) {
      answer = () => new Response(null, { status, headers })
    },
    write: (text: string) => ends.at(-1)?.enqueue(new TextEncoder().encode(text)),
    end() {
      for (const end of ends) end.close()
      ends = []
    },
  }
}

let line: Line | undefined
beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
})
afterEach(() => {
  line?.close()
  vi.useRealTimers()
})

function open(far: ReturnType<typeof server>, after = () => 0) {
  const states: LineState['phase'][] = []
  const entries: string[] = []
  const gone = vi.fn()
  line = openLine({
    connect: far.connect,
    after,
    onEntry: ({ id, event, data }) => entries.push(`${id} ${event} ${data}`),
    onState: ({ phase }) => states.at(-1) !== phase && states.push(phase),
    onGone: gone,
  })
  return { states, entries, gone, line }
}

describe('the line', () => {
  it('is live from its first word, also when that is a heartbeat', async () => {
    const far = server()
    far.streams()
    const { states, entries } = open(far)
    await vi.advanceTimersByTimeAsync(0)
    expect(states).toEqual(['connecting'])
    far.write(': heartbeat\n\n')
    await vi.advanceTimersByTimeAsync(0)
    expect(states).toEqual(['connecting', 'live'])
    far.write('id: 3\nevent: message\nda')
    far.write('ta: {"a":1}\n\n')
    await vi.advanceTimersByTimeAsync(0)
    expect(entries).toEqual(['3 message {"a":1}'])
  })

  it('is opened again from its place when it ends, later and later', async () => {
    const far = server()
    let place = 0
    const { states } = open(far, () => place)
    await vi.advanceTimersByTimeAsync(0)
    expect(states).toEqual(['connecting', 'down'])
    place = 7
    await vi.advanceTimersByTimeAsync(1_300)
    expect(far.asked).toEqual([0, 7])
    await vi.advanceTimersByTimeAsync(700)
    expect(far.asked).toEqual([0, 7])
    far.streams()
    await vi.advanceTimersByTimeAsync(1_800)
    far.write(': hi\n\n')
    await vi.advanceTimersByTimeAsync(0)
    expect(states.at(-1)).toBe('live')
    far.end()
    await vi.advanceTimersByTimeAsync(0)
    expect(states.at(-1)).toBe('down')
    // It worked: the next wait is the first again.
    await vi.advanceTimersByTimeAsync(1_300)
    expect(far.asked).toHaveLength(4)
  })

  it('waits for as long as the server says', async () => {
    const far = server()
    far.refuses(429, { 'retry-after': '20' })
    open(far)
    await vi.advanceTimersByTimeAsync(19_000)
    expect(far.asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1_100)
    expect(far.asked).toHaveLength(2)
  })

  it('that says nothing for 35 seconds is dead', async () => {
    const far = server()
    far.streams()
    const { states } = open(far)
    far.write(': hi\n\n')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(states.at(-1)).toBe('live')
    await vi.advanceTimersByTimeAsync(12_000)
    expect(far.asked.length).toBeGreaterThan(1)
  })

  it('is asked anew after a sleep, and left alone when it has just been heard', async () => {
    const far = server()
    far.streams()
    const { line: awake } = open(far)
    await vi.advanceTimersByTimeAsync(0)
    awake.wake()
    await vi.advanceTimersByTimeAsync(0)
    expect(far.asked).toHaveLength(1)
    vi.setSystemTime(Date.now() + 3_600_000)
    awake.wake()
    await vi.advanceTimersByTimeAsync(0)
    expect(far.asked).toHaveLength(2)
  })

  it('is closed for good when there is no such conversation', async () => {
    const far = server()
    far.refuses(404)
    const { gone } = open(far)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(far.asked).toHaveLength(1)
    expect(gone).toHaveBeenCalledOnce()
  })
})
