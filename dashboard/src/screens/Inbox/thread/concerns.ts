import type { EventBody } from '../../../../../server/src/surfaces/manage/wire.ts'

type Concerns = {
  /** This message is another one by now, such as one whose delivery failed. */
  message: { id: string; conversation: string | null } | null
  /** What was merged, or is its own again, and what it was or is merged into: their messages are others now. */
  regrouped: readonly string[]
  isContact(id: string | undefined): boolean
}

/** What an event changes on screen besides the conversation it is about. */
export function concerns({ type, conversation_id, data }: EventBody): Concerns {
  const changed = type.startsWith('delivery.') || (type.startsWith('message.') && type !== 'message.created')
  const other = idIn(data.merged) ?? idIn(data.unmerged)
  return {
    message:
      changed && typeof data.message_id === 'string'
        ? { id: data.message_id, conversation: conversation_id }
        : null,
    regrouped: other === null ? [] : [other, ...(conversation_id === null ? [] : [conversation_id])],
    isContact: (id) => id !== undefined && type.startsWith('contact.') && data.id === id,
  }
}

function idIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null
  return typeof value.id === 'string' ? value.id : null
}
