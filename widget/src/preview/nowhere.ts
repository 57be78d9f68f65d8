// The world around a chat that is only looked at: storage that ends with the page, and a server that says what a story needs.

/** As `localStorage`, kept nowhere: a look leaves no trace, and what a real visitor keeps here is not found. */
export function storageNowhere(): Storage {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, String(value)),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (at: number) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size
    },
  }
  return new Proxy(storage, {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: (_, key) =>
      kept.has(String(key))
        ? { value: kept.get(String(key)), enumerable: true, configurable: true }
        : undefined,
  })
}

export type Story = {
  /** As `GET /chat/widget` would answer. */
  site: unknown
  /** What was said so far, of either side. */
  said: readonly { inbound: boolean; body: string }[]
}

const HEARTBEAT = 15_000

/** As `fetch`, reaching nobody: the site as the story has it, and a stream of what was said. Everything else is refused. */
export function fetchNowhere(story: () => Story): typeof fetch {
  return async (input) => {
    const { pathname } = new URL(String(input), 'http://nowhere')
    if (pathname.endsWith('/chat/widget')) return Response.json(story().site)
    if (pathname.endsWith('/events')) return new Response(streamOf(story()))
    if (/\/(typing|read)$/.test(pathname)) return new Response(null, { status: 204 })
    return Response.json({ error: 'a preview has no server' }, { status: 403 })
  }
}

function streamOf({ said }: Story): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let beating: ReturnType<typeof setInterval> | undefined
  return new ReadableStream({
    start(controller) {
      const now = Date.now()
      for (const [place, { inbound, body }] of said.entries()) {
        const seq = place + 1
        const timestamp = new Date(now - (said.length - place) * 60_000).toISOString()
        const message = { id: String(seq), seq, direction: inbound ? 'inbound' : 'outbound', body, timestamp }
        const data = JSON.stringify({ ...message, author: inbound ? '' : 'Support', files: [] })
        controller.enqueue(encoder.encode(`id: ${seq}\nevent: message\ndata: ${data}\n\n`))
      }
      controller.enqueue(encoder.encode('event: read\ndata: {"seq":1}\n\n'))
      beating = setInterval(() => controller.enqueue(encoder.encode(':\n\n')), HEARTBEAT)
    },
    cancel: () => clearInterval(beating),
  })
}
