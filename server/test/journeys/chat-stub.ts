// A server that speaks the chat API and does what a test tells it: refuses, stalls, dies and comes back. To the widget the
// server is the far end of a wire; what the real one does is shown by the journeys that start it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { serveDist } from './widget-dist.ts'

export type Said = {
  id: string
  seq: number
  direction: 'inbound' | 'outbound'
  body: string
  timestamp: string
  author: string
  client_message_id: string | null
  files: { id: string; filename: string; content_type: string; byte_size: number; url: string }[]
  quick_replies?: string[]
}

type Refusal = { status: number; body: unknown; headers?: Record<string, string> }
export type ChatStub = Awaited<ReturnType<typeof startChatStub>>

export const SITE_KEY = 'site_stub'

export async function startChatStub(site: Record<string, unknown> = {}) {
  const said: Said[] = []
  const streams = new Set<ServerResponse>()
  const sockets = new Set<Socket>()
  const asked: string[] = []
  const heard: { path: string; body: Record<string, unknown> }[] = []
  const refusals: Refusal[] = []
  let started: string | null = null
  let hold: Promise<void> = Promise.resolve()
  let down = false
  let answering = true

  const config = {
    name: 'Pottle & Pan',
    greeting: 'Hello! What can we do for you?',
    appearance: {
      colour: '#1f5a4c',
      text_colour: '#ffffff',
      position: 'right',
      offset: { x: 20, y: 20 },
      launcher: { icon: 'chat' },
    },
    office_hours: null,
    files: { most: 20, max_bytes: 32 * 1024 * 1024 },
    ...site,
  }

  function tell(event: string, data: unknown, id?: number): void {
    const frame = `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
    for (const stream of streams) stream.write(frame)
  }

  function add(message: Partial<Said>): Said {
    const seq = (said.at(-1)?.seq ?? 0) + 2
    const full: Said = {
      id: `m${seq}`,
      seq,
      direction: 'outbound',
      body: '',
      timestamp: new Date(
        Math.max(Date.now(), Date.parse(said.at(-1)?.timestamp ?? '') + 1 || 0),
      ).toISOString(),
      author: 'Noor',
      client_message_id: null,
      files: [],
      ...message,
    }
    said.push(full)
    tell('message', full, seq)
    return full
  }

  function store(body: Record<string, unknown>): Said {
    const key = String(body.client_message_id)
    const known = said.find(({ client_message_id }) => client_message_id === key)
    return (
      known ??
      add({
        direction: 'inbound',
        body: String(body.message ?? ''),
        author: 'Ada',
        client_message_id: key,
        files: filesOf(body),
      })
    )
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stub')
    asked.push(`${request.method} ${url.pathname}`)
    if (serveDist(url.pathname, response)) return
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', '*')
    response.setHeader('access-control-allow-methods', '*')
    response.setHeader('access-control-expose-headers', 'retry-after, x-message-timestamp')
    const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      void response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(status === 204 ? '' : JSON.stringify(body))
    if (request.method === 'OPTIONS') return answer(204, '')
    const path = url.pathname.replace('/api/v1/chat', '')
    if (path === '/widget') return answer(200, config)
    if (path.endsWith('/events')) return stream(url, response, answer)
    const body = await bodyOf(request)
    heard.push({ path, body })
    await hold
    const refusal = path.endsWith('/typing') || path.endsWith('/read') ? undefined : refusals.shift()
    if (refusal) return answer(refusal.status, refusal.body, refusal.headers)
    if (/\/(typing|read|identity)$/.test(path))
      return answer(path.endsWith('identity') ? 200 : 204, { verified: true })
    if (path === '/conversations') {
      if (started !== null)
        return answer(409, { error: 'A conversation with this visitor token already exists' })
      started = String(body.visitor_token)
    } else if (path !== `/conversations/${started}/messages`)
      return answer(404, { error: 'Conversation not found' })
    const { timestamp } = store(body)
    if (!answering) return void request.socket.destroy()
    if (path === '/conversations')
      return answer(201, { conversation_token: 'c', auto_reply: 'Thanks, we are on it.' })
    answer(201, { status: 'ok' }, { 'x-message-timestamp': timestamp })
  }

  function stream(url: URL, response: ServerResponse, answer: (status: number, body: unknown) => void): void {
    if (url.pathname !== `/api/v1/chat/conversations/${started}/events`)
      return void answer(404, { error: 'Conversation not found' })
    const after = Number(url.searchParams.get('after') ?? 0)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`id: ${after}\n\n`)
    for (const message of said)
      if (message.seq > after)
        response.write(`id: ${message.seq}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`)
    response.write(`event: status\ndata: {"status":"open"}\n\n`)
    streams.add(response)
    response.on('close', () => streams.delete(response))
  }

  const server = createServer((request, response) => {
    if (down) return void request.socket.destroy()
    // A page that is gone reads no answer.
    handle(request, response).catch(() => response.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    said,
    heard,
    asked,
    streams,
    config,
    add,
    tell,
    refuse: (status: number, body: unknown, headers?: Record<string, string>) =>
      void refusals.push({ status, body, ...(headers && { headers }) }),
    /** Takes what is posted and keeps the answer to itself, as a broken line does. */
    answers(next: boolean) {
      answering = next
    },
    /** Holds every answer until the returned function is called. */
    stall(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      hold = promise
      return resolve
    },
    stop() {
      down = true
      for (const socket of sockets) socket.destroy()
    },
    comeBack() {
      down = false
    },
    forget() {
      said.length = 0
      heard.length = 0
      asked.length = 0
      refusals.length = 0
      started = null
      answering = true
      hold = Promise.resolve()
      for (const open of streams) open.end()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = (await buffer(request)).toString('latin1')
  if (request.headers['content-type']?.startsWith('application/json'))
    return JSON.parse(Buffer.from(text, 'latin1').toString())
  const fields = [...text.matchAll(/name="(message|client_message_id)"\r\n\r\n([^\r]*)/g)]
  const names = [...text.matchAll(/name="files"; filename="([^"]*)"/g)].map(([, name]) => name)
  return { ...Object.fromEntries(fields.map(([, name, value]) => [name, value])), filenames: names }
}

function filesOf({ filenames }: Record<string, unknown>): Said['files'] {
  return (Array.isArray(filenames) ? filenames : []).map((filename, place) => ({
    id: String(place + 1),
    filename: String(filename),
    content_type: 'text/plain',
    byte_size: 12,
    url: `/api/v1/chat/conversations/x/files/1/${place + 1}?signature=s`,
  }))
}
