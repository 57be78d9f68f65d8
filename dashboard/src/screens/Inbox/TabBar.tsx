import type { ReactElement } from 'react'
import { Icon } from '../../ui/Icon.tsx'
import type { Frame } from './Nav.tsx'
import { ViewLink } from './ViewLink.tsx'
import { viewNames, views } from './views.ts'
import './TabBar.css'

/** What the nav is on a phone. */
export function TabBar({ place, go }: Frame): ReactElement {
  return (
    <nav className="tabs" aria-label="Inbox">
      {viewNames.map((view) => (
        <ViewLink key={view} className="tab" view={view} current={place.view === view} go={go}>
          <Icon name={views[view].icon} />
          {views[view].label}
        </ViewLink>
      ))}
    </nav>
  )
}
