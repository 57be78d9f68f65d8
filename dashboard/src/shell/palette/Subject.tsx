import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { readConversation } from '../../api/conversations.ts'
import { contactName } from '../../screens/Inbox/contact-name.ts'
import { Badge } from '../../ui/Badge.tsx'

/** The open conversation: what actions of the palette will act on. */
export function Subject({ conversation }: { conversation: string }): ReactElement | null {
  const { t } = useTranslation('shell')
  const { data } = useQuery({
    queryKey: ['palette', 'subject', conversation],
    queryFn: ({ signal }) => readConversation(conversation, signal),
  })
  if (data === undefined) return null
  return (
    <span className="palette-subject" title={t('palette.subject')}>
      <Badge tone="outline" icon="chat">
        <span className="ellipsis" dir="auto">
          {contactName(data.contact)}
        </span>
      </Badge>
      <span className="for-readers">{t('palette.subject')}</span>
    </span>
  )
}
