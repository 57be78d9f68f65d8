import type { ManageCalls } from './manage-calls.ts'
import { type Listening, resumed } from './stream.ts'
import type { Presence } from './wire.ts'

export type Beat = {
  status: 'online' | 'away'
  /** What they look at. */
  conversationId?: string | null
  /** They write in it. */
  typing?: boolean
  /** A reply unless they say so: of a note the visitor of a chat hears nothing. */
  draftKind?: 'reply' | 'note' | null
  /** How many characters so far, if others may know. */
  draftLength?: number | null
}

/** A line begins: forget whom you knew, they are all said anew. */
export type Anew = { anew: true }

export type PresenceApi = {
  /** Who is here now, by name; one entry for each person. */
  present(signal?: AbortSignal): AsyncGenerator<Presence, void>
  /** Says that the caller is here. Every 20 seconds, and at once on a change; never tried again, for it would be late. */
  beat(beat: Beat, signal?: AbortSignal): Promise<void>
  /**
   * Everybody who is here, then whoever changes; `offline` once, when they are gone. A dropped line is taken up
   * again. Ends only by `signal` or by leaving the loop; a refusal such as 401 throws.
   */
  watchPresence(signal?: AbortSignal): AsyncGenerator<Presence | Anew, void>
}

export function presenceApi(
  { list, tell }: ManageCalls,
  listening: Pick<Listening, 'connection' | 'authorization'>,
): PresenceApi {
  return {
    present: (signal) => list('/presence', signal),
    beat: ({ status, conversationId, typing, draftKind, draftLength }, signal) => {
      const doing = { status, conversation_id: conversationId, typing }
      const json = { ...doing, draft_kind: draftKind, draft_length: draftLength }
      return tell('PUT', '/presence', { json, momentary: true, signal })
    },
    watchPresence: (signal) => streamPresence({ ...listening, after: 'latest', signal }),
  }
}

async function* streamPresence(listening: Listening): AsyncGenerator<Presence | Anew, void> {
  for await (const entry of resumed(listening)) {
    if (entry === null) yield { anew: true }
    else if (entry.event === 'presence') yield JSON.parse(entry.data)
  }
}
