import type { ConversationBody } from '../../../../server/src/surfaces/manage/wire.ts'

export function contactName(contact: ConversationBody['contact']): string {
  return contact?.name || contact?.email || contact?.username || 'Unnamed contact'
}
