import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { runCommand } from '../commands/registry.ts'
import { Link } from '../routing/Link.tsx'
import { type Route, settingsHref } from '../routing/route.ts'
import { Icon } from '../ui/Icon.tsx'
import { PALETTE } from './command-ids.ts'
import type { Frame } from './frame.ts'
import { PersonMenu } from './PersonMenu.tsx'
import './TabBar.css'

type TabBarProps = Pick<Frame, 'session' | 'onSignOut'> & { route: Route }

/** What the nav is on a phone. */
export function TabBar({ route, session, onSignOut }: TabBarProps): ReactElement {
  const { t } = useTranslation('shell')
  return (
    <nav className="tabs" aria-label={t('nav.main')}>
      <Link className="tab" href="/" aria-current={route.screen === 'inbox' ? 'page' : undefined}>
        <Icon name="inbox" />
        {t('nav.inbox')}
      </Link>
      <button type="button" className="tab" onClick={() => runCommand(PALETTE)}>
        <Icon name="search" />
        {t('nav.search')}
      </button>
      <Link
        className="tab"
        href={settingsHref(null)}
        aria-current={route.screen === 'settings' ? 'page' : undefined}
      >
        <Icon name="settings" />
        {t('nav.settings')}
      </Link>
      <PersonMenu session={session} onSignOut={onSignOut} position="top-end">
        <button type="button" className="tab">
          <Icon name="ellipsis" />
          {t('nav.more')}
        </button>
      </PersonMenu>
    </nav>
  )
}
