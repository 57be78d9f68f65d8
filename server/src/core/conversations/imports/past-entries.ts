// What an imported conversation consists of, and what may not be among it.
import type { AttachmentDraft } from '../../attachments/queries.ts'
import { DomainError } from '../../errors.ts'
import type { Actor } from '../../events.ts'
import type { Time } from '../../ids.ts'
import type { State } from '../state/changes.ts'

/** A file whose bytes are kept already. Links are not imported: whoever imports fetches them first. */
export type PastFile = Extract<AttachmentDraft, { state: 'stored' }>

export type PastAuthor = { kind: 'teammate' | 'bot' | 'assistant'; id: string | null; name: string | null }

/** `contact` is whoever the conversation is with. */
type Said = { at: Time; author: 'contact' | PastAuthor; body: string; files?: readonly PastFile[] }

export type PastMessage = Said & { kind: 'message' }

export type PastEntry =
  | PastMessage
  | (Said & { kind: 'note'; author: PastAuthor })
  /** What was done with the conversation. What changes nothing leaves no entry. */
  | { kind: 'event'; at: Time; actor: Actor; wanted: Partial<State> }

/** Every entry and file takes an id of the verb's stamp, which has room for 1,024. */
const MOST_IDS = 1_000

/**
 * The first entry, which is a message.
 * @throws {DomainError} `invalid`, also for what lies in the future.
 */
export function assertPast(entries: readonly PastEntry[], now: Time): PastMessage {
  const [first] = entries
  if (first?.kind !== 'message') throw refuse('the first entry of a conversation is a message')
  const ids = entries.reduce((sum, entry) => sum + 1 + ('files' in entry ? (entry.files?.length ?? 0) : 0), 0)
  if (ids > MOST_IDS) throw refuse(`a conversation has at most ${MOST_IDS} entries and files`)
  for (const [place, { at }] of entries.entries()) {
    const before = entries[place - 1]?.at
    if (before !== undefined && at <= before)
      throw refuse(`entry ${place + 1} is not later than the one before it`)
    if (at > now) throw refuse(`entry ${place + 1} is in the future`)
  }
  return first
}

function refuse(sentence: string): DomainError {
  return new DomainError('invalid', sentence, { field: 'entries' })
}
