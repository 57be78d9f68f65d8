import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Filters } from './filters.ts'

/** Whether a list shows a conversation; null where only the server knows: what was said in it, who is mentioned, aliases. */
export function belongs(conversation: ConversationBody, filters: Filters, me: string): boolean | null {
  const { status, assignee, channel, priority, tag, contact, company, unread, mentioned, q } = filters
  const { unread_mentions: unreadMentions, assignee: whose, channel: where, priority: how } = conversation
  if (status && !status.includes(conversation.status)) return false
  if (assignee !== undefined && assignee !== (whose === null ? 'none' : whose.id)) {
    if (assignee !== 'me' || whose?.id !== me) return false
  }
  if (channel !== undefined && channel !== where.id && channel !== where.kind) return false
  if (priority !== undefined && priority !== (how ?? 'none')) return false
  if (tag !== undefined && !conversation.tags.includes(tag.normalize('NFC'))) return false
  if (unread && conversation.unread === 0) return false
  if (contact !== undefined && contact !== conversation.contact?.id) return null
  if (company !== undefined && company !== conversation.company?.id) return null
  if (mentioned === 'unread' && unreadMentions === 0) return false
  return q === undefined && (mentioned === undefined || (mentioned === 'unread' && unreadMentions))
    ? true
    : null
}
