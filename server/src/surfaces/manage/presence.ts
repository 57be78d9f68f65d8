// Who is here and at what: told by heartbeats, read as a list or in the stream of events, and stored nowhere.
import { z } from 'zod'
import { findState } from '../../core/conversations/state/queries.ts'
import { missing } from '../../core/errors.ts'
import { timeOf } from '../../core/ids.ts'
import type { Presence, Present } from '../../core/presence/presence.ts'
import { type SseStream, sseFrame } from '../../http/sse.ts'
import type { Answer, Call, Limit } from '../../http/surface.ts'
import type { Caller } from './auth.ts'
import { ulid } from './params.ts'
import type { PresenceBody, PresenceListBody } from './wire.ts'

const LONGEST_DRAFT = 1_000_000
const STATUS = 'status must be one of: online, away'
const KIND = 'draft_kind must be one of: reply, note'
const LENGTH = `draft_length must be a whole number from 0 to ${LONGEST_DRAFT}`

export const heartbeat = z.object({
  status: z.enum(['online', 'away'], STATUS),
  conversation_id: ulid.nullish(),
  typing: z.boolean('typing must be true or false').default(false),
  draft_kind: z
    .enum(['reply', 'note'], KIND)
    .nullish()
    .describe('What they write; a visitor hears of replies alone, and left out it is one.'),
  draft_length: z.number(LENGTH).int(LENGTH).min(0, LENGTH).max(LONGEST_DRAFT, LENGTH).nullish(),
})

/** Every 20 s, and at once when something changed: walking through a list with a key pressed stays below. */
export const heartbeats: Limit<Caller> = {
  name: 'presence',
  rule: () => ({ kind: 'rate', limit: 120, period: 60_000, burst: 30 }),
}

type Beat = Call<Caller, z.output<typeof heartbeat>, undefined, undefined>
type List = Call<Caller, undefined, undefined, undefined>

/** `PUT /api/manage/presence`: heard of for 45 s. */
export function beat(presence: Presence): (call: Beat) => Promise<Answer> {
  return async ({ core, caller: { org, teammate }, body }) => {
    const { status, conversation_id: conversationId = null, draft_length: draftLength = null } = body
    // Nobody types into nothing.
    const typing = body.typing && conversationId !== null
    if (conversationId !== null && !(await findState(core.read, org, conversationId)))
      throw missing('conversation')
    const { id, name } = teammate
    const note = typing && body.draft_kind === 'note'
    const doing = { status, conversationId, typing, note, draftLength }
    presence.beat(org, { kind: 'teammate', id, name }, doing)
    return { status: 204 }
  }
}

/** `GET /api/manage/presence`, by name, on one page. */
export function listPresent(presence: Presence): (call: List) => Promise<Answer> {
  return async ({ caller }) => {
    const body: PresenceListBody = { data: presence.list(caller.org).map(presenceBodyOf), next_cursor: null }
    return { status: 200, body }
  }
}

function presenceBodyOf({
  kind,
  id,
  name,
  status,
  conversationId,
  typing,
  note,
  draftLength,
  at,
}: Present): PresenceBody {
  return {
    kind,
    teammate_id: kind === 'teammate' ? id : null,
    name,
    status,
    // Also when they stop and when they are gone: it is all that tells one visitor from another.
    conversation_id: kind === 'contact' ? id : conversationId,
    typing,
    draft_kind: typing ? (note ? 'note' : 'reply') : null,
    draft_length: draftLength,
    at: timeOf(at),
  }
}

/** The same object goes to every stream, so its frame is encoded once. */
const frames = new WeakMap<Present, string>()

export function presenceFrame(present: Present): string {
  const known = frames.get(present)
  if (known) return known
  const frame = sseFrame(null, 'presence', JSON.stringify(presenceBodyOf(present)))
  frames.set(present, frame)
  return frame
}

/**
 * Tells a stream of whoever changes, as fast as it takes it: one that is slow, or on its way through the past, hears
 * how things stand by then. `inLine` does it after what is being written, if the caller still may listen.
 */
export function tellPresence(
  sse: SseStream,
  inLine: (write: () => void) => Promise<void>,
): (change: Present) => void {
  const waiting = new Map<string, Present>()
  let telling = false

  async function tell(): Promise<void> {
    while (waiting.size > 0 && !sse.closed.aborted) {
      await sse.drained()
      await inLine(() => {
        // A page of the past went first.
        if (!sse.ready()) return
        sse.write([...waiting.values()].map(presenceFrame).join(''))
        waiting.clear()
      })
    }
    telling = false
  }

  return (change) => {
    waiting.set(`${change.kind} ${change.id}`, change)
    if (telling) return
    telling = true
    void tell()
  }
}
