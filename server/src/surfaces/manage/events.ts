import { z } from 'zod'
import { DomainError } from '../../core/errors.ts'
import type { Feed } from '../../core/spine/feed.ts'
import { type EventRow, latestSeq, listEvents } from '../../core/spine/queries.ts'
import { openSse, sseFrame } from '../../http/sse.ts'
import type { Answer, Call } from '../../http/surface.ts'
import { type Caller, teammate } from './auth.ts'
import { pageQuery } from './paging.ts'
import { eventBody } from './present.ts'
import type { EventBody, ListBody } from './wire.ts'

const RECHECK = 1_000

const NOT_A_SEQ = 'after must be a seq, or latest'
const seq = z
  .string(NOT_A_SEQ)
  .regex(/^\d{1,15}$/, NOT_A_SEQ)
  .transform(Number)
export const eventsQuery = pageQuery.extend({
  after: z.union([z.literal('latest'), seq], NOT_A_SEQ).optional(),
})

type Events = Call<Caller, undefined, z.output<typeof eventsQuery>, undefined>

/**
 * `GET /api/manage/events?after=<seq>`: JSON pages, or a stream when `Accept: text/event-stream`.
 * The stream goes on from `Last-Event-ID`, else from `after`; `latest` means from now, nothing from the first event.
 */
export function eventsFeed(feed: Feed, stopping: AbortSignal): (call: Events) => Promise<Answer> {
  return async (call) => {
    const after = await startOf(call)
    const { method, headers } = call.request
    // A HEAD request has an answer without a body, so it would never see the end of a stream.
    const streams = method === 'GET' && headers.accept?.includes('text/event-stream')
    return streams ? await stream(feed, stopping, call, after) : await page(call, after)
  }
}

async function startOf({ core, caller, query, request }: Events): Promise<number> {
  const resumed = request.headers['last-event-id']
  if (resumed !== undefined) {
    const parsed = seq.safeParse(resumed)
    if (parsed.success) return parsed.data
    throw new DomainError('invalid', 'Last-Event-ID must be a seq', { field: 'Last-Event-ID' })
  }
  return query.after === 'latest' ? await latestSeq(core.read, caller.org) : (query.after ?? 0)
}

async function page({ core, caller, query }: Events, after: number): Promise<Answer> {
  const rows = await listEvents(core.read, caller.org, { after, limit: query.limit + 1 })
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  const body: ListBody<EventBody> = {
    data: shown.map(eventBody),
    next_cursor: last && rows.length > query.limit ? String(last.seq) : null,
  }
  return { status: 200, body }
}

async function stream(feed: Feed, stopping: AbortSignal, call: Events, wanted: number): Promise<undefined> {
  const { core, caller, request, reply } = call
  // A seq nobody has reached yet, as after restoring a backup, would keep the organisation's other streams waiting.
  const after = Math.min(wanted, await latestSeq(core.read, caller.org))
  const sse = openSse(reply, stopping, after)
  const welcome = recheckEvery(RECHECK, core.now, () => teammate.authenticate(core, request))
  // One after the other: a check that takes longer must not let later rows overtake.
  let line = Promise.resolve()
  const unsubscribe = feed.subscribe(caller.org, after, (rows) => {
    line = line.then(async () => ((await welcome()) ? sse.write(rows.map(frameOf).join('')) : sse.end()))
    return line.then(sse.drained)
  })
  if (sse.closed.aborted) unsubscribe()
  sse.closed.addEventListener('abort', unsubscribe, { once: true })
}

/** A credential that was taken back sees nothing of what happens a second later. False: it was, or cannot be read. */
function recheckEvery(ms: number, now: () => number, check: () => Promise<unknown>): () => Promise<boolean> {
  let good = now()
  return async () => {
    if (now() - good < ms) return true
    try {
      await check()
      good = now()
      return true
    } catch {
      // The client comes back, and is then told in full what is wrong.
      return false
    }
  }
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
