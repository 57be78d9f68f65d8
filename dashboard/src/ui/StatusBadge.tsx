import type { ReactElement } from 'react'
import type { ConversationStatus } from '../../../server/src/surfaces/manage/wire.ts'
import { Badge, type Tone } from './Badge.tsx'
import type { IconName } from './icon-paths.ts'

const look = {
  open: { tone: 'open', icon: 'circle', word: 'Open' },
  pending: { tone: 'warn', icon: 'clock', word: 'Pending' },
  snoozed: { tone: 'snooze', icon: 'moon', word: 'Snoozed' },
  closed: { tone: 'closed', icon: 'circle-check', word: 'Closed' },
} as const satisfies Record<ConversationStatus, { tone: Tone; icon: IconName; word: string }>

export function StatusBadge({ status }: { status: ConversationStatus }): ReactElement {
  const { tone, icon, word } = look[status]
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  )
}
