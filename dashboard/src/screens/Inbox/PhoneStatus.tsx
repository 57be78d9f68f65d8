import type { ReactElement } from 'react'
import { LiveStatus } from './LiveStatus.tsx'
import type { Frame } from './Nav.tsx'
import { SignOutButton } from './SignOutButton.tsx'
import './PhoneStatus.css'

/** The foot of the nav, in the bar of the list where there is no nav. */
export function PhoneStatus({ live, onSignOut }: Pick<Frame, 'live' | 'onSignOut'>): ReactElement {
  return (
    <div className="phone-status">
      <LiveStatus line={live} />
      <SignOutButton onSignOut={onSignOut} />
    </div>
  )
}
