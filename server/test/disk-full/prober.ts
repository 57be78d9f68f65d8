// Looks at a server from outside, as its clients and its operator do, whatever state its disk is in.
import { randomUUID } from 'node:crypto'
import type { Credentials } from '../crash/parley-process.ts'
import type { Ticket } from '../crash/writers.ts'

/** Longer than anything may take here: SQLite waits five seconds for a lock. */
const PATIENCE = 15_000

export type Seen = { status: number; retryAfter: string | null; body: unknown }

/** `tickets` gets what was sent, for the count at the end: a ticket that was refused is sent again by the next try. */
export function prober(url: string, { api_key, access_token }: Credentials, tickets: Ticket[]) {
  const refused = new Map<string, Ticket>()

  async function ask(path: string, init: RequestInit = {}): Promise<Seen & { headers: Headers }> {
    const answer = await fetch(url + path, { ...init, signal: AbortSignal.timeout(PATIENCE) })
    const text = await answer.text()
    const { status, headers } = answer
    const isJson = headers.get('content-type')?.includes('json')
    return { status, retryAfter: headers.get('retry-after'), body: isJson ? JSON.parse(text) : text, headers }
  }

  async function create(name: string, file?: Uint8Array<ArrayBuffer>): Promise<Seen> {
    const ticket = refused.get(name) ?? { query: `${name} ${tickets.length}`, key: randomUUID(), tries: 0 }
    if (ticket.tries++ === 0) tickets.push(ticket)
    const form = new FormData()
    form.set('query', ticket.query)
    if (file) form.set('files', new File([file], 'lid.png'))
    const { headers, ...seen } = await ask('/interactions', {
      method: 'POST',
      headers: { authorization: api_key, 'idempotency-key': ticket.key },
      body: form,
    })
    refused.set(name, ticket)
    if (seen.status !== 200) return seen
    refused.delete(name)
    ticket.acknowledged = {
      id: headers.get('x-ticket-id') ?? '',
      number: (seen.body as { created_ticket_number: string }).created_ticket_number,
      replayed: headers.get('idempotency-replayed') === 'true',
    }
    return seen
  }

  async function manage(method: string, path: string, body?: object): Promise<Seen> {
    const headers: Record<string, string> = { authorization: `Bearer ${access_token}` }
    if (body) headers['content-type'] = 'application/json'
    const asked = await ask(`/api/manage${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: asked.status, retryAfter: asked.retryAfter, body: asked.body }
  }

  return {
    create,
    manage,
    /** Statuses of a list, the transcript of its newest entry, and both probes. */
    async look() {
      const list = await manage('GET', '/conversations?limit=1')
      const [newest] = (list.body as { data: { id: string }[] }).data
      const transcript = await manage('GET', `/conversations/${newest?.id}/messages`)
      const [ready, healthy] = [await ask('/readyz'), await ask('/healthz')]
      return { list: list.status, transcript: transcript.status, ready: ready.body, healthy: healthy.status }
    },
    /** Asks until `good`, at most so long; then the last answer, whatever it was. */
    async until<T>(what: () => T | Promise<T>, good: (seen: T) => boolean, ms: number): Promise<T> {
      const end = performance.now() + ms
      for (;;) {
        const seen = await what()
        if (good(seen) || performance.now() > end) return seen
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
  }
}
