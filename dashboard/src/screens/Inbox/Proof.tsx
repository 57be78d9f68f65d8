import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../ui/Icon.tsx'
import './Proof.css'

/** Whether a visitor is who they say: proven by the site's own server, or typed by whoever sits there. */
export function Proof({ visitor }: { visitor: NonNullable<ConversationBody['visitor']> }): ReactElement {
  const { t } = useTranslation('thread')
  const key = visitor.verified ? 'verified' : 'claimed'
  return (
    <span className={`proof proof-${key}`} title={t(`proof.${key}-about`)}>
      <Icon name={visitor.verified ? 'shield-check' : 'circle-dashed'} size={12} />
      <span className="ellipsis">{t(`proof.${key}`)}</span>
    </span>
  )
}
