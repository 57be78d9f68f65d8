import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionBody } from '../../../server/src/surfaces/manage/wire.ts'
import { LiveLineProvider, useLiveLine } from '../LiveLineProvider.tsx'
import { keepPickedLanguage } from '../person/appearance.ts'
import { isPerson } from '../person/kept.ts'
import { useAddress } from '../routing/address.ts'
import { routeOf } from '../routing/route.ts'
import { Inbox } from '../screens/Inbox/Inbox.tsx'
import { type Place, usePlace } from '../screens/Inbox/place.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { Toaster } from '../ui/Toaster.tsx'
import { CommandCentre } from './CommandCentre.tsx'
import type { Frame } from './frame.ts'
import { Nav } from './Nav.tsx'
import { Settings } from './settings/Settings.tsx'
import { TabBar } from './TabBar.tsx'
import { useExpired } from './use-expired.ts'
import './Shell.css'

type ShellProps = {
  session: SessionBody
  onSignOut(): Promise<void>
  onExpired(): void
  /** Something about the person or the organisation changed. */
  refreshSession(): void
}

/** The frame around every screen of somebody who is signed in. It stays while screens come and go. */
export function Shell(props: ShellProps): ReactElement {
  const { id } = props.session.teammate
  const queries = useQueryClient()
  useExpired(props.onExpired)
  useEffect(() => {
    isPerson(id)
    keepPickedLanguage()
    // What was read for one person is not shown to the next.
    return () => queries.clear()
  }, [id, queries])
  return (
    <LiveLineProvider after={props.session.latest_seq} onSignedOut={props.onExpired}>
      <Screens {...props} />
    </LiveLineProvider>
  )
}

const asScreen = (failure: ReactNode) => (
  <main className="sheet" id="main" tabIndex={-1}>
    {failure}
  </main>
)

/** No list is the current one while another screen is. */
const ELSEWHERE: Place = { view: '' as Place['view'], conversation: null }

function Screens({ session, onSignOut, onExpired, refreshSession }: ShellProps): ReactElement {
  const { t } = useTranslation('shell')
  const live = useLiveLine()
  const route = routeOf(useAddress())
  const [place, go] = usePlace()
  const inbox = route.screen === 'inbox'
  // One thing fills a phone; what leads elsewhere then is the way back.
  const reading = inbox ? place.conversation !== null : route.page !== null
  const frame: Frame = { place: inbox ? place : ELSEWHERE, go, live, session, onSignOut }
  return (
    <div className={reading ? 'shell shell-reading' : 'shell'}>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <Nav {...frame} route={route} />
      <Boundary what={t('screenNotLoaded')} frame={asScreen} key={route.screen}>
        {inbox ? (
          <Inbox session={session} onSignOut={onSignOut} onExpired={onExpired} />
        ) : (
          <Settings page={route.page} session={session} refreshSession={refreshSession} />
        )}
      </Boundary>
      <TabBar session={session} onSignOut={onSignOut} route={route} />
      <CommandCentre session={session} inbox={inbox} />
      <Toaster />
    </div>
  )
}
