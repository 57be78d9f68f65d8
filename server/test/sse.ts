// A listener to server-sent events over a real connection.

export type SseEvent = { id: number; type: string; data: unknown }

export type Heard = {
  events: SseEvent[]
  /** What came without an id: true at the moment and nowhere kept. */
  passing: Omit<SseEvent, 'id'>[]
  /** Resolves once that many events were heard; rejects after five seconds. */
  until(count: number): Promise<void>
  /** Resolves when the server ended the stream. */
  ended: Promise<void>
  leave(): void
}

export async function hears(url: string, headers: Record<string, string>): Promise<Heard> {
  const abort = new AbortController()
  const answer = await fetch(url, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: abort.signal,
  })
  if (answer.status !== 200 || !answer.body) throw new Error(`the stream was refused: ${await answer.text()}`)
  const events: SseEvent[] = []
  const passing: Heard['passing'] = []
  const waiting = new Set<() => void>()
  const ended = listen(answer.body, (event) => {
    if (Number.isNaN(event.id)) passing.push({ type: event.type, data: event.data })
    else events.push(event)
    for (const check of waiting) check()
  })
  // Leaving aborts the fetch, which is no failure of the stream.
  ended.catch(() => {})
  return {
    events,
    passing,
    ended,
    leave: () => abort.abort(),
    until: (count) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`heard ${events.length} of ${count} events`)), 5_000)
        const check = () => {
          if (events.length < count) return
          clearTimeout(timer)
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
  }
}

async function listen(body: ReadableStream<Uint8Array>, heard: (event: SseEvent) => void): Promise<void> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(
        block
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      )
      const data = fields.get('data')
      if (data === undefined) continue
      heard({ id: Number(fields.get('id')), type: fields.get('event') ?? 'message', data: JSON.parse(data) })
    }
  }
}
