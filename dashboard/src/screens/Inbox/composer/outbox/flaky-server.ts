// For tests: a server behind a network that fails in every way, and what goes there.
import type { MessageBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { exampleMessage } from '../../thread/example-message.ts'
import type { Shelf } from './outbox-storage.ts'
import type { Letter } from './outgoing.ts'

type Asked = { key: string; path: string; body: { body: string; seen_seq?: number; force?: boolean } }
/** What the network does with a request, one after the other; the last goes on. `lost`: stored, but nobody hears. */
export type Weather = 'well' | 'down' | 'lost' | number | Response | 'never'

/** A server that keeps keys as ours does, behind a network that may fail before or after it. */
export function flakyServer(weather: Weather[]) {
  const asked: Asked[] = []
  const stored = new Map<string, { body: string; message: MessageBody }>()
  const fetch = async (path: string, init: RequestInit): Promise<Response> => {
    const key = new Headers(init.headers).get('idempotency-key') ?? ''
    const body = JSON.parse(String(init.body))
    asked.push({ key, path, body })
    const now = weather.length > 1 ? weather.shift() : weather[0]
    if (now === 'down') throw new TypeError('fetch failed')
    if (now === 'never') return await new Promise<Response>(() => {})
    if (now instanceof Response) return now.clone()
    if (typeof now === 'number')
      return Response.json({ code: 'unavailable', detail: 'the disk is full', status: now }, { status: now })
    const known = stored.get(key)
    if (known && known.body !== String(init.body))
      return Response.json({ code: 'mismatch', detail: 'used for a different request' }, { status: 422 })
    const message = known?.message ?? exampleMessage({ seq: stored.size + 1, body: body.body })
    stored.set(key, { body: String(init.body), message })
    if (now === 'lost') throw new TypeError('the line broke')
    return Response.json(message, { status: 201 })
  }
  return { fetch, asked, bodies: () => [...stored.values()].map(({ message }) => message.body) }
}

export const conflict = (newer: MessageBody[]) =>
  Response.json({ code: 'conflict', detail: 'somebody wrote meanwhile', newer }, { status: 409 })

export function memoryShelf(): Shelf {
  const kept = new Map<string, string>()
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
    removeItem: (name) => void kept.delete(name),
  }
}

export const letter = (given: Partial<Letter> = {}): Letter => ({
  conversation: 'c1',
  kind: 'reply',
  body: 'On its way',
  files: [],
  mentions: [],
  seenSeq: 3,
  lastSeq: 3,
  after: [],
  ...given,
})
