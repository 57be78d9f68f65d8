import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Priority } from '../../../server/src/surfaces/manage/wire.ts'
import { Badge, type Tone } from './Badge.tsx'

const tone = { low: 'outline', normal: 'outline', high: 'warn', urgent: 'fail' } as const satisfies Record<
  Priority,
  Tone
>

export function PriorityBadge({
  priority,
  small = false,
}: {
  priority: Priority
  small?: boolean
}): ReactElement {
  const { t } = useTranslation('common')
  return (
    <Badge tone={tone[priority]} icon={priority === 'urgent' ? 'circle-alert' : 'signal'} small={small}>
      {t(`priority.${priority}`)}
    </Badge>
  )
}
