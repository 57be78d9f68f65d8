import type { ReactElement } from 'react'
import type { Priority } from '../../../server/src/surfaces/manage/wire.ts'
import { Badge, type Tone } from './Badge.tsx'

export const priorityWord = {
  low: 'Low',
  normal: 'Normal',
  high: 'High',
  urgent: 'Urgent',
} as const satisfies Record<Priority, string>

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
  return (
    <Badge tone={tone[priority]} icon={priority === 'urgent' ? 'circle-alert' : 'signal'} small={small}>
      {priorityWord[priority]}
    </Badge>
  )
}
