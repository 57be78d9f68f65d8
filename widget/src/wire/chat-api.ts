// The one place that talks to the server, by the chat API. Its only credential is the site key, which is public; the
// visitor's token stands in paths, as the API was published, and nowhere else.
import type { Letter, Outcome } from '../outbox/letter.ts'

export type Visitor = { token: string; name: string; email: string; identity: Identity | null }

/** What the site's own server says of somebody, and proves with `hash`. */
export type Identity = { id?: string; email?: string; name?: string; hash: string }

export type Created = { autoReply: string | null }

/** Long enough for a slow phone, short enough that somebody still waits for it. */
const PATIENCE = 30_000
/** When the server is too busy to say when. */
const LIMITED_WAIT = 10_000

export type ChatApi = ReturnType<typeof chatApi>

export function chatApi({ server, siteKey }: { server: string; siteKey: string }) {
  const base = `${server}/api/v1/chat`
  const headers = { 'x-api-key': siteKey }
  const conversation = (token: string) => `${base}/conversations/${encodeURIComponent(token)}`

  async function call(
    method: string,
    url: string,
    body: unknown,
    keepalive = false,
  ): Promise<Response | null> {
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(), PATIENCE)
    try {
      return await fetch(url, {
        method,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: giveUp.signal,
        // A message outlives the page that is just being left; browsers carry 64 KiB that way.
        keepalive,
        credentials: 'omit',
      })
    } catch {
      // No answer, whatever the reason: fetch does not tell.
      return null
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    /** `exists` when an earlier try got through unheard, or the conversation was begun in another tab. */
    async create(visitor: Visitor, letter: Letter): Promise<{ outcome: Outcome; exists: boolean } & Created> {
      const { token, name, email, identity } = visitor
      const answer = await call('POST', `${base}/conversations`, {
        name,
        email,
        message: letter.text,
        visitor_token: token,
        client_message_id: letter.id,
        ...(identity && { identity }),
      })
      if (answer?.status === 409)
        return { outcome: { is: 'later', why: 'busy' }, exists: true, autoReply: null }
      const body: unknown = answer?.ok ? await answer.json().catch(() => null) : null
      const autoReply = typeof body === 'object' && body && 'auto_reply' in body ? body.auto_reply : null
      return {
        outcome: await outcomeOf(answer),
        exists: answer?.ok ?? false,
        autoReply: typeof autoReply === 'string' ? autoReply : null,
      }
    },

    async send(token: string, letter: Letter): Promise<Outcome | 'gone'> {
      const body = { message: letter.text, client_message_id: letter.id }
      const answer = await call('POST', `${conversation(token)}/messages`, body, letter.text.length < 10_000)
      return answer?.status === 404 ? 'gone' : await outcomeOf(answer)
    },

    /** By XMLHttpRequest, which alone tells how far an upload is. */
    async sendFiles(
      token: string,
      letter: Letter,
      files: readonly File[],
      /** Between 0 and 1. */
      progressed: (share: number) => void,
    ): Promise<Outcome | 'gone'> {
      const form = new FormData()
      if (letter.text !== '') form.set('message', letter.text)
      form.set('client_message_id', letter.id)
      for (const file of files) form.append('files', file, file.name)
      const answer = await upload(`${conversation(token)}/messages`, headers, form, progressed)
      return answer?.status === 404 ? 'gone' : await outcomeOf(answer)
    },

    async events(token: string, after: number, signal: AbortSignal): Promise<Response> {
      return await fetch(`${conversation(token)}/events?after=${after}`, {
        headers: { ...headers, accept: 'text/event-stream' },
        signal,
        credentials: 'omit',
        cache: 'no-store',
      })
    },

    /** Whoever misses one of these misses little, and the next one says it again: nothing is tried twice. */
    async typing(token: string, typing: boolean, length: number): Promise<void> {
      await call('POST', `${conversation(token)}/typing`, { typing, length }, true)
    },

    async read(token: string, seq: number): Promise<void> {
      await call('POST', `${conversation(token)}/read`, { seq }, true)
    },

    async identify(token: string, identity: Identity): Promise<boolean> {
      return (await call('PUT', `${conversation(token)}/identity`, identity))?.ok ?? false
    },
  }
}

type Answered = {
  ok: boolean
  status: number
  headers: { get(name: string): string | null }
  text(): Promise<string>
}

function upload(
  url: string,
  headers: Record<string, string>,
  form: FormData,
  progressed: (share: number) => void,
): Promise<Answered | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => progressed(total > 0 ? loaded / total : 0)
    const none = () => resolve(null)
    request.onerror = none
    request.onabort = none
    request.onload = () =>
      resolve({
        ok: request.status >= 200 && request.status < 300,
        status: request.status,
        headers: { get: (name) => request.getResponseHeader(name) },
        text: async () => request.responseText,
      })
    request.send(form)
  })
}

/** What an answer, or none, means for the message it is about. */
export async function outcomeOf(answer: Answered | null): Promise<Outcome> {
  if (answer === null) return { is: 'later', why: 'unreachable' }
  const { ok, status, headers } = answer
  if (ok) return { is: 'sent', timestamp: headers.get('x-message-timestamp') }
  const after = Number(headers.get('retry-after') ?? Number.NaN) * 1_000
  const named = Number.isFinite(after) ? { after } : {}
  if (status === 429) return { is: 'later', why: 'limited', after: named.after ?? LIMITED_WAIT }
  if (status >= 500 || status === 408) return { is: 'later', why: 'busy', ...named }
  if (status === 413) return { is: 'refused', why: 'file' }
  if (status === 401 || status === 403) return { is: 'refused', why: 'not-allowed' }
  const words = await answer.text().catch(() => '')
  return { is: 'refused', why: /too long/i.test(words) ? 'too-long' : 'refused' }
}
