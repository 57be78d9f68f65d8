import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { safeText } from '../../../ui/safe-text.ts'
import './QuickReplies.css'

/** What a visitor may answer with one press: shown to teammates as it is offered, and pressed by nobody here. */
export function QuickReplies({ replies }: { replies: readonly string[] }): ReactElement | null {
  const { t } = useTranslation('thread')
  if (replies.length === 0) return null
  return (
    <ul className="quick-replies" aria-label={t('offered')}>
      {replies.map((reply) => (
        <li key={reply} dir="auto">
          {safeText(reply)}
        </li>
      ))}
    </ul>
  )
}
