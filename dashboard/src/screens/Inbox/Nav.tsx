import type { ReactElement } from 'react'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Logo } from '../../ui/Logo.tsx'
import { VoiceMark } from '../../ui/VoiceMark.tsx'
import { type Line, LiveStatus } from './LiveStatus.tsx'
import type { Place } from './place.ts'
import { SignOutButton } from './SignOutButton.tsx'
import { ViewLink } from './ViewLink.tsx'
import { viewNames, views } from './views.ts'
import './Nav.css'

export type Frame = {
  place: Place
  go(place: Place): void
  live: Line
  session: SessionBody
  onSignOut(): Promise<void>
}

export function Nav({ place, go, live, session, onSignOut }: Frame): ReactElement {
  return (
    <header className="nav">
      <p className="nav-organisation" title={session.organisation.name}>
        <Logo size={20} />
        <span className="ellipsis nav-wide">{session.organisation.name}</span>
      </p>
      <nav aria-label="Inbox">
        {viewNames.map((view) => (
          <ViewLink key={view} className="nav-link" view={view} current={place.view === view} go={go}>
            <Icon name={views[view].icon} />
            <span className="nav-wide">{views[view].label}</span>
          </ViewLink>
        ))}
      </nav>
      <div className="spread" />
      <div className="nav-who">
        <VoiceMark voice="me" name={session.teammate.name} size={24} />
        <p className="ellipsis nav-name nav-wide" title={session.teammate.email}>
          {session.teammate.name}
        </p>
        <SignOutButton onSignOut={onSignOut} />
        <LiveStatus line={live} />
      </div>
    </header>
  )
}
