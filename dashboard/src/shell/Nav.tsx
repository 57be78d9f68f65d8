import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { CommandKeys } from '../commands/Keys.tsx'
import { runCommand } from '../commands/registry.ts'
import { Link } from '../routing/Link.tsx'
import { type Route, settingsHref } from '../routing/route.ts'
import { FirstRunLink } from '../screens/FirstRun/FirstRunLink.tsx'
import { ViewLinks } from '../screens/Inbox/views/ViewLinks.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { VoiceMark } from '../ui/VoiceMark.tsx'
import { KEYS, PALETTE } from './command-ids.ts'
import type { Frame } from './frame.ts'
import { LiveStatus } from './LiveStatus.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import './Nav.css'

type NavProps = Frame & { route: Route }

/** Beside the sheet: 224, 208 or 52 px wide. On a phone the same stands in a drawer. */
export function Nav({ route, place, go, live, session, onSignOut }: NavProps): ReactElement {
  const { t } = useTranslation('shell')
  const { organisation, teammate } = session
  return (
    <section className="nav" aria-label={organisation.name}>
      <p className="nav-organisation" title={organisation.name}>
        <Logo size={20} />
        <span className="ellipsis nav-wide" dir="auto">
          {organisation.name}
        </span>
      </p>
      <button type="button" className="nav-find" title={t('nav.find')} onClick={() => runCommand(PALETTE)}>
        <Icon name="search" size={14} />
        <span className="ellipsis nav-wide">{t('nav.find')}</span>
        <span className="nav-wide nav-find-keys">
          <CommandKeys id={PALETTE} />
        </span>
      </button>
      <div className="nav-places">
        <ViewLinks place={place} go={go} />
      </div>
      <nav aria-label={t('nav.main')}>
        <Link
          className="nav-link"
          href={settingsHref(null)}
          aria-current={route.screen === 'settings' ? 'page' : undefined}
          aria-label={t('nav.settings')}
          title={t('nav.settings')}
        >
          <Icon name="settings" />
          <span className="nav-wide">{t('nav.settings')}</span>
        </Link>
      </nav>
      <FirstRunLink className="nav-link" session={session} />
      <div className="nav-who">
        <PersonMenu session={session} onSignOut={onSignOut} position="top-start">
          <button
            type="button"
            className="nav-person"
            aria-label={t('nav.person', { name: teammate.name })}
            title={`${teammate.name}\n${teammate.email}`}
          />
        </PersonMenu>
        <VoiceMark voice="me" name={teammate.name} size={24} />
        <p className="ellipsis nav-name nav-wide" dir="auto" aria-hidden="true">
          {teammate.name}
        </p>
        <IconButton
          className="nav-keys nav-wide"
          icon="keyboard"
          label={t('menu.keys')}
          onClick={() => runCommand(KEYS)}
        />
        <LiveStatus line={live} />
      </div>
    </section>
  )
}
