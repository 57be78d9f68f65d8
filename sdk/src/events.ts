import { errorOf, ParleyError } from './errors.ts'
import { readEventStream } from './event-stream.ts'
import { pause } from './pause.ts'
import { type ConnectionOptions, urlOf, waitAfter } from './request.ts'
import type { ParleyEvent } from './wire.ts'

// The server's heartbeat comes every 15 s: two missed and a bit is a dead line.
const SILENCE = 35_000

type Headers = { authorization: string }

export async function* streamEvents(
  connection: ConnectionOptions,
  headers: Headers,
  after: number,
  signal?: AbortSignal,
): AsyncGenerator<ParleyEvent, void> {
  let seq = after
  let tries = 0
  while (!signal?.aborted) {
    let failure: ParleyError
    try {
      for await (const event of oneStream(connection, headers, seq, signal)) {
        tries = 0
        // What was yielded is never yielded again, whatever a proxy or a restarted server repeats.
        if (event.seq <= seq) continue
        seq = event.seq
        yield event
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

async function* oneStream(
  connection: ConnectionOptions,
  headers: Headers,
  seq: number,
  signal?: AbortSignal,
): AsyncGenerator<ParleyEvent, void> {
  const silence = new AbortController()
  const alarm = (): ReturnType<typeof setTimeout> => setTimeout(() => silence.abort(), SILENCE)
  let timer = alarm()
  try {
    const response = await fetch(urlOf(connection, '/api/manage/events'), {
      headers: { ...headers, accept: 'text/event-stream', 'last-event-id': String(seq) },
      signal: signal ? AbortSignal.any([silence.signal, signal]) : silence.signal,
    })
    if (!response.ok || response.body === null) throw await errorOf(response)
    for await (const entry of readEventStream(response.body)) {
      clearTimeout(timer)
      timer = alarm()
      if (entry) yield JSON.parse(entry.data)
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
