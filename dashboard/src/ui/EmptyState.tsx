import type { ReactElement, ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './icon-paths.ts'
import './EmptyState.css'

export function EmptyState({
  icon,
  title,
  children,
}: {
  icon: IconName
  title: string
  children: ReactNode
}): ReactElement {
  return (
    <div className="empty">
      <Icon name={icon} size={20} />
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  )
}
