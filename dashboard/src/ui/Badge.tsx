import type { ReactElement, ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './icon-paths.ts'
import './Badge.css'

export type Tone = 'open' | 'snooze' | 'closed' | 'fail' | 'warn' | 'outline'

type BadgeProps = { tone: Tone; icon?: IconName; small?: boolean; children: ReactNode }

export function Badge({ tone, icon, small = false, children }: BadgeProps): ReactElement {
  return (
    <span className={`badge badge-${tone}${small ? ' badge-small' : ''}`}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  )
}
