import { z } from 'zod'
import { DomainError } from '../../core/errors.ts'
import type { Presence } from '../../core/presence/presence.ts'
import type { Feed } from '../../core/spine/feed.ts'
import { type EventRow, latestSeq, listEvents } from '../../core/spine/queries.ts'
import { openSse, sseFrame } from '../../http/sse.ts'
import type { Answer, Call } from '../../http/surface.ts'
import { type Caller, teammate } from './auth.ts'
import { pageQuery } from './paging.ts'
import { presenceFrame, tellPresence } from './presence.ts'
import { eventBody } from './present.ts'
import type { EventsBody } from './wire.ts'

const RECHECK = 1_000

const NOT_A_SEQ = 'after must be a seq, or latest'
const seq = z
  .string(NOT_A_SEQ)
  .regex(/^\d{1,15}$/, NOT_A_SEQ)
  .transform(Number)
export const eventsQuery = pageQuery.extend({
  after: z
    .union([z.literal('latest'), seq], NOT_A_SEQ)
    .optional()
    .describe('The seq to go on after; `latest` for what happens from now on.'),
})

export type StreamParts = { feed: Feed; presence: Presence; stopping: AbortSignal }

type Events = Call<Caller, undefined, z.output<typeof eventsQuery>, undefined>

/**
 * `GET /api/manage/events?after=<seq>`: JSON pages, or a stream when `Accept: text/event-stream`.
 * Both go on from `Last-Event-ID`, else from `after`; `latest` means from now, nothing from the first event kept. Whoever
 * goes on from a place that is gone, or not reached yet, is told to take everything anew.
 */
export function eventsFeed(parts: StreamParts): (call: Events) => Promise<Answer> {
  return async (call) => {
    const after = await startOf(call)
    const { method, headers } = call.request
    // A HEAD request has an answer without a body, so it would never see the end of a stream.
    const streams = method === 'GET' && headers.accept?.includes('text/event-stream')
    return streams ? await stream(parts, call, after) : await page(call, after)
  }
}

/** Undefined: from the first event kept, whichever that is. */
async function startOf({ core, caller, query, request }: Events): Promise<number | undefined> {
  const resumed = request.headers['last-event-id']
  if (resumed !== undefined) {
    const parsed = seq.safeParse(resumed)
    if (parsed.success) return parsed.data
    throw new DomainError('invalid', 'Last-Event-ID must be a seq', { field: 'Last-Event-ID' })
  }
  return query.after === 'latest' ? await latestSeq(core.read, caller.org) : query.after
}

/**
 * Events are numbered without gaps, so whoever goes on from `after` sees `after + 1` next. When they do not, it was
 * removed, or (after a backup was restored) is yet to come: then the newest seq, to go on from.
 */
async function missedFrom({ core, caller }: Events, after: number | undefined, next: EventRow | undefined) {
  if (after === undefined || next?.seq === after + 1) return undefined
  const latest = await latestSeq(core.read, caller.org)
  return next === undefined && after <= latest ? undefined : latest
}

async function page(call: Events, after: number | undefined): Promise<Answer> {
  const { core, caller, query } = call
  const rows = await listEvents(core.read, caller.org, { after: after ?? 0, limit: query.limit + 1 })
  const missed = await missedFrom(call, after, rows[0])
  if (missed !== undefined) {
    const body: EventsBody = { data: [], next_cursor: String(missed), refresh: true }
    return { status: 200, body }
  }
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  const body: EventsBody = {
    data: shown.map(eventBody),
    next_cursor: last && rows.length > query.limit ? String(last.seq) : null,
  }
  return { status: 200, body }
}

async function stream(
  { feed, presence, stopping }: StreamParts,
  call: Events,
  wanted: number | undefined,
): Promise<undefined> {
  const { core, caller, request, reply } = call
  const [next] = await listEvents(core.read, caller.org, { after: wanted ?? 0, limit: 1 })
  const missed = await missedFrom(call, wanted, next)
  const after = missed ?? wanted ?? (next ? next.seq - 1 : 0)
  const sse = openSse(reply, stopping, after)
  if (missed !== undefined) sse.write(refreshFrame(after))
  const welcome = recheckEvery(RECHECK, core.now, () => teammate.authenticate(core, request))
  let last = after
  const tell = (rows: EventRow[]): void => {
    const first = rows[0]?.seq ?? last
    // Removed while a slow client was on its way through the past.
    if (first > last + 1) sse.write(refreshFrame(first - 1))
    last = rows.at(-1)?.seq ?? last
    sse.write(framesOf(rows))
  }
  // One after the other: a check that takes longer must not let later rows overtake.
  let line = Promise.resolve()
  const inLine = (write: () => void): Promise<void> => {
    line = line.then(async () => ((await welcome()) ? write() : sse.end()))
    return line
  }
  const subscriptions = [
    feed.subscribe(caller.org, after, (rows) => inLine(() => tell(rows)).then(sse.drained)),
    presence.subscribe(caller.org, tellPresence(sse, inLine)),
  ]
  // In the same breath as subscribing: nobody comes or goes in between.
  sse.write(presence.list(caller.org).map(presenceFrame).join(''))
  const leave = () => {
    for (const unsubscribe of subscriptions) unsubscribe()
  }
  if (sse.closed.aborted) leave()
  sse.closed.addEventListener('abort', leave, { once: true })
}

function refreshFrame(seq: number): string {
  return sseFrame(seq, 'refresh', JSON.stringify({ seq }))
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

/** The feed hands the same rows to everybody who is up to date, so their frames are encoded once. */
const encoded = new WeakMap<EventRow[], Buffer>()

function framesOf(rows: EventRow[]): Buffer {
  const known = encoded.get(rows)
  if (known) return known
  const frames = rows.map((row) => sseFrame(row.seq, row.type, JSON.stringify(eventBody(row))))
  const bytes = Buffer.from(frames.join(''))
  encoded.set(rows, bytes)
  return bytes
}
