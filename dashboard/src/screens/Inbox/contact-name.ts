import i18next from 'i18next'
import type { ConversationBody } from '../../../../server/src/surfaces/manage/wire.ts'

export function contactName(contact: ConversationBody['contact']): string {
  return contact?.name || contact?.email || contact?.username || i18next.t('common:unnamed')
}
