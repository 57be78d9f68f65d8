import { errorOf, ParleyError } from './errors.ts'
import { readEventStream, type StreamEntry } from './event-stream.ts'
import { pause } from './pause.ts'
import { type ConnectionOptions, urlOf, waitAfter } from './request.ts'

// The server's heartbeat comes every 15 s: two missed and a bit is a dead line.
const SILENCE = 35_000

export type Listening = {
  connection: ConnectionOptions
  authorization: string
  /** A seq, `latest`, or undefined for the first event kept. */
  after: number | 'latest' | undefined
  signal?: AbortSignal | undefined
}

/**
 * The entries of the feed over any number of lines: one that drops is taken up again after the last id. A null stands
 * where a line begins. Ends by the signal, or throws what waiting will not cure.
 */
export async function* resumed({ signal, ...rest }: Listening): AsyncGenerator<StreamEntry | null, void> {
  let after = rest.after
  let tries = 0
  while (!signal?.aborted) {
    let failure: ParleyError
    try {
      for await (const entry of oneLine({ ...rest, after, signal })) {
        if (entry && entry.data !== '') tries = 0
        if (entry && entry.id !== '') after = Number(entry.id)
        yield entry
      }
      failure = new ParleyError('The stream ended', { status: 0, code: 'network' })
    } catch (error) {
      if (signal?.aborted) return
      failure = failureOf(error)
      if (!mayResume(failure)) throw failure
    }
    // Rejects only when the signal ends the wait, and with it the iteration.
    await pause(waitAfter(failure, tries++), signal).catch(() => undefined)
  }
}

async function* oneLine({ connection, authorization, after, signal }: Listening) {
  const silence = new AbortController()
  const alarm = (): ReturnType<typeof setTimeout> => setTimeout(() => silence.abort(), SILENCE)
  let timer = alarm()
  try {
    const path = `/api/manage/events${after === 'latest' ? '?after=latest' : ''}`
    const response = await fetch(urlOf(connection, path), {
      headers: {
        authorization,
        accept: 'text/event-stream',
        ...(typeof after === 'number' && { 'last-event-id': String(after) }),
      },
      signal: signal ? AbortSignal.any([silence.signal, signal]) : silence.signal,
    })
    if (!response.ok || response.body === null) throw await errorOf(response)
    yield null
    for await (const entry of readEventStream(response.body)) {
      clearTimeout(timer)
      timer = alarm()
      if (entry) yield entry
    }
  } finally {
    clearTimeout(timer)
    silence.abort()
  }
}

function failureOf(error: unknown): ParleyError {
  if (error instanceof ParleyError) return error
  return new ParleyError('The stream broke', { status: 0, code: 'network', cause: error })
}

/** A restart answers 502 to 504 through a proxy; only what will not change by waiting is the caller's. */
function mayResume({ status }: ParleyError): boolean {
  return status === 0 || status === 429 || status >= 500
}
