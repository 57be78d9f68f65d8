import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationStatus } from '../../../server/src/surfaces/manage/wire.ts'
import { Badge, type Tone } from './Badge.tsx'
import type { IconName } from './icon-paths.ts'

const look = {
  open: { tone: 'open', icon: 'circle' },
  pending: { tone: 'warn', icon: 'clock' },
  snoozed: { tone: 'snooze', icon: 'moon' },
  closed: { tone: 'closed', icon: 'circle-check' },
} as const satisfies Record<ConversationStatus, { tone: Tone; icon: IconName }>

export function StatusBadge({ status }: { status: ConversationStatus }): ReactElement {
  const { t } = useTranslation('common')
  return <Badge {...look[status]}>{t(`status.${status}`)}</Badge>
}
