import type { ReactElement, ReactNode } from 'react'
import type { ConversationStatus } from '../../../../server/src/surfaces/manage/wire.ts'
import { hrefOf, isPlainClick, type Place } from './place.ts'
import { views } from './views.ts'

type ViewLinkProps = {
  view: ConversationStatus
  current: boolean
  go(place: Place): void
  className: string
  children: ReactNode
}

export function ViewLink({ view, current, go, className, children }: ViewLinkProps): ReactElement {
  const target: Place = { view, conversation: null }
  return (
    <a
      className={className}
      href={hrefOf(target)}
      aria-current={current ? 'page' : undefined}
      aria-label={views[view].label}
      title={views[view].label}
      onClick={(event) => {
        if (!isPlainClick(event)) return
        event.preventDefault()
        go(target)
      }}
    >
      {children}
    </a>
  )
}
