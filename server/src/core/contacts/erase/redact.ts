// What is left of events and audit rows about somebody who was erased: ids, kinds and times, no words.
import type { EventData, EventType } from '../../events.ts'

type Redact = { [T in EventType]?: (data: EventData[T]) => EventData[T] }

export const ERASED = 'Erased'

/** Types that are not named here carry no words of a contact. */
const redactions: Redact = {
  'contact.updated': ({ id }) => ({ id, changes: {} }),
  'conversation.opened': (data) => ({ ...data, title: ERASED }),
  'conversation.updated': (data) => {
    const { tags: _, ...changes } = data.changes
    return { ...data, changes }
  },
  'conversation.merged': (data) => ({ ...data, merged: { ...data.merged, title: ERASED } }),
  'conversation.unmerged': (data) => ({ ...data, unmerged: { ...data.unmerged, title: ERASED } }),
  'message.created': (data) => ({
    ...data,
    preview: '',
    author: data.author.kind === 'contact' ? { ...data.author, name: null } : data.author,
  }),
}

/** JSON in, JSON out; the very same text when there was nothing to take away. */
export function redactedEvent(row: { type: string; actor: string; data: string }) {
  const actor = JSON.parse(row.actor)
  // Rows hold what `appendEvent` wrote: data of just this type, or of one that a later version knows.
  const redact = redactions[row.type as EventType] as ((data: unknown) => unknown) | undefined
  return {
    actor: actor.kind === 'contact' ? JSON.stringify({ ...actor, name: null }) : row.actor,
    data: redact ? JSON.stringify(redact(JSON.parse(row.data))) : row.data,
  }
}

const ID_OR_TIME = /^([0-9A-HJKMNP-TV-Z]{26}|\d{4}-\d\d-\d\dT[\d:.]+Z)$/

/** Every text that is neither an id nor a time becomes null. */
export function withoutWords(json: string): string {
  return JSON.stringify(JSON.parse(json), (_, value: unknown) =>
    typeof value === 'string' && !ID_OR_TIME.test(value) ? null : value,
  )
}

/** The ids that stand anywhere in a text. */
export function idsIn(text: string): string[] {
  return text.match(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g) ?? []
}
