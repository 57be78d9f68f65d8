import { z } from 'zod'
import type { VisitorRow } from '../../../core/chat/queries.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Presence } from '../../../core/presence/presence.ts'
import type { Feed } from '../../../core/spine/feed.ts'
import { openSse } from '../../../http/sse.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import type { Site } from '../auth.ts'
import { visitorOf } from '../guesses.ts'
import type { Viewer } from '../present.ts'
import type { tokenParams } from '../wire.ts'
import { openRoom, type Room } from './room.ts'

const NOT_A_SEQ = 'after must be a seq'
export const eventsQuery = z.object({
  after: z
    .string(NOT_A_SEQ)
    .regex(/^\d{1,15}$/, NOT_A_SEQ)
    .transform(Number)
    .default(0)
    .describe('The seq to go on after. `Last-Event-ID` wins over it.'),
})

export type LiveParts = {
  feed: Feed
  presence: Presence
  stopping: AbortSignal
}

/** Open at once in one place on one site: an office behind one address, and no more. */
const MOST_STREAMS = 200
const RETRY = 10_000

type Events = Call<Site, undefined, z.output<typeof eventsQuery>, z.output<typeof tokenParams>>

/** `GET …/events`: what was said after a place, and then what is said and done, as it happens. */
export function chatEvents({ stopping, ...parts }: LiveParts): (call: Events) => Promise<Answer> {
  /** Views that somebody looks at; several who look at the same have one. */
  const rooms = new Map<string, Promise<Room>>()
  const enter = turnstile()

  function roomOf(name: string, viewer: Viewer, visitor: VisitorRow, onError: (error: unknown) => void) {
    const forget = () => void (rooms.get(name) === opened && rooms.delete(name))
    const opened = rooms.get(name) ?? openRoom(viewer, visitor, { ...parts, onError, onEmpty: forget })
    rooms.set(name, opened)
    opened.catch(forget)
    return opened
  }

  return async ({ core, caller: site, params, query, request, reply }) => {
    const token = params.visitor_token
    const visitor = await visitorOf(core, site, token)
    const after = placeOf(request.headers['last-event-id'], query.after)
    // An answer without a body would never see the end of a stream.
    if (request.method === 'HEAD') return { status: 200, headers: { 'content-type': 'text/event-stream' } }
    // Whatever a view depends on: where it differs, it is another one.
    const { token_hash, living_id, merged } = visitor
    const name = [site.id, site.key, site.showNames, token_hash, living_id, merged, token].join(' ')
    const onError = (error: unknown) => request.log.error({ err: error }, 'a live chat could not be read')
    const leave = enter(site.place)
    try {
      const find = () => roomOf(name, { core, site, token }, visitor, onError)
      let room = await find()
      // The last one left while we waited for it.
      while (room.isOver()) room = await find()
      const sse = openSse(reply, stopping, after)
      sse.closed.addEventListener('abort', leave, { once: true })
      if (sse.closed.aborted) leave()
      room.join(sse, after).catch((error: unknown) => {
        onError(error)
        sse.end()
      })
      return undefined
    } catch (error) {
      leave()
      throw error
    }
  }
}

/** Counts who is in, place by place. What it returns lets one out, once. */
function turnstile(): (place: string) => () => void {
  const inside = new Map<string, number>()
  return (place) => {
    const count = inside.get(place) ?? 0
    if (count >= MOST_STREAMS)
      throw new DomainError('rate_limited', 'too many open streams', { retryAfter: RETRY })
    inside.set(place, count + 1)
    let out = false
    return () => {
      if (out) return
      out = true
      const left = (inside.get(place) ?? 1) - 1
      if (left > 0) inside.set(place, left)
      else inside.delete(place)
    }
  }
}

function placeOf(resumed: string | string[] | undefined, after: number): number {
  if (resumed === undefined) return after
  if (typeof resumed === 'string' && /^\d{1,15}$/.test(resumed)) return Number(resumed)
  throw new DomainError('invalid', 'Last-Event-ID must be a seq')
}
