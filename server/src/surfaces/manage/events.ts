import { z } from 'zod'
import { DomainError } from '../../core/errors.ts'
import type { Feed } from '../../core/spine/feed.ts'
import { type EventRow, listEvents } from '../../core/spine/queries.ts'
import { openSse, sseFrame } from '../../http/sse.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Caller } from './auth.ts'
import { pageQuery } from './paging.ts'
import { eventBody } from './present.ts'
import type { EventBody, ListBody } from './wire.ts'

const seq = z.coerce.number('after must be a seq').int('after must be a seq').min(0, 'after must be a seq')
export const eventsQuery = pageQuery.extend({ after: seq.optional() })

type Events = Call<Caller, undefined, z.output<typeof eventsQuery>, undefined>

/**
 * `GET /api/manage/events?after=<seq>`: JSON pages, or a stream when `Accept: text/event-stream`.
 * The stream goes on from `Last-Event-ID` or `after`, and without either from the first event.
 */
export function eventsFeed(feed: Feed, stopping: AbortSignal): (call: Events) => Promise<Answer> {
  return async (call) => {
    const streams = call.request.headers.accept?.includes('text/event-stream')
    return streams ? stream(feed, stopping, call) : await page(call)
  }
}

async function page({ core, caller, query }: Events): Promise<Answer> {
  const rows = await listEvents(core.read, caller.org, { after: query.after ?? 0, limit: query.limit + 1 })
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  const body: ListBody<EventBody> = {
    data: shown.map(eventBody),
    next_cursor: last && rows.length > query.limit ? String(last.seq) : null,
  }
  return { status: 200, body }
}

function stream(feed: Feed, stopping: AbortSignal, { caller, query, request, reply }: Events): undefined {
  const resumed = request.headers['last-event-id']
  const after =
    resumed === undefined ? { success: true as const, data: query.after ?? 0 } : seq.safeParse(resumed)
  if (!after.success)
    throw new DomainError('invalid', 'Last-Event-ID must be a seq', { field: 'Last-Event-ID' })
  const sse = openSse(reply, stopping)
  const unsubscribe = feed.subscribe(caller.org, after.data, (rows) => {
    for (const row of rows) sse.write(frameOf(row))
  })
  sse.closed.addEventListener('abort', unsubscribe, { once: true })
}

/** The feed hands the same row to every subscriber, so its frame is encoded once. */
const frames = new WeakMap<EventRow, string>()

function frameOf(row: EventRow): string {
  const known = frames.get(row)
  if (known) return known
  const frame = sseFrame(row.seq, row.type, JSON.stringify(eventBody(row)))
  frames.set(row, frame)
  return frame
}
