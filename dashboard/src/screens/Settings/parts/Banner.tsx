import type { ReactElement, ReactNode } from 'react'
import { Icon } from '../../../ui/Icon.tsx'
import './Banner.css'

const icons = { warn: 'triangle-alert', fail: 'circle-alert', info: 'info' } as const

export function Banner({ tone, children }: { tone: keyof typeof icons; children: ReactNode }): ReactElement {
  return (
    <div className={`set-banner set-banner-${tone}`} role={tone === 'fail' ? 'alert' : undefined}>
      <Icon name={icons[tone]} />
      <div>{children}</div>
    </div>
  )
}
