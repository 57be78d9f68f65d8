import { useMediaQuery } from '@mantine/hooks'
import { type ComponentType, type ReactElement, Suspense, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { lazyPart } from '../../lazy-part.ts'
import { Link } from '../../routing/Link.tsx'
import { settingsHref } from '../../routing/route.ts'
import type { SettingsPage } from '../../screens/Settings/pages.ts'
import { SettingsContext, type SettingsFrame } from '../../screens/Settings/settings-context.ts'
import { Boundary } from '../../ui/Boundary.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useLive } from '../../use-live.ts'
import { pagesOf } from './pages-of.ts'
import { SettingsList } from './SettingsList.tsx'
import { SettingsSkeleton } from './SettingsSkeleton.tsx'
import './Settings.css'

// Once for all: a lazy component made anew would lose what is typed in it.
const loaded = new Map<string, ComponentType>()

function partOf({ path, load }: SettingsPage): ComponentType {
  const part = loaded.get(path) ?? lazyPart(load)
  loaded.set(path, part)
  return part
}

const DEAF = { onChange: () => undefined, onOpen: () => undefined }

/** A list of pages and the page beside it; on a phone one after the other. */
export function Settings({ page, ...frame }: SettingsFrame & { page: string | null }): ReactElement {
  const { t } = useTranslation(['shell', 'settings'])
  const { session, refreshSession } = frame
  const pages = useMemo(() => pagesOf(session), [session])
  const phone = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false })
  const path = page ?? (phone ? null : (pages[0]?.path ?? null))
  const current = pages.find((known) => known.path === path)
  // Nobody reads a conversation here, and the others should not think so.
  useLive(DEAF, null)

  const name = current ? t(current.labelKey, { ns: 'settings' }) : null
  const settings = t('nav.settings')
  useEffect(() => {
    document.title = `${name === null ? '' : `${name} · `}${settings} · Parley`
  }, [name, settings])

  // Who goes to a page by the keyboard goes on in it.
  const content = useRef<HTMLDivElement>(null)
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    content.current?.focus({ preventScroll: true })
    content.current?.scrollTo({ top: 0 })
  }, [path])

  const Part = current && partOf(current)
  const context = useMemo(() => ({ session, refreshSession }), [session, refreshSession])
  return (
    <main className="sheet" id="main" tabIndex={-1}>
      <div className="bar settings-bar">
        {path !== null && (
          <Link className="settings-back" href={settingsHref(null)} aria-label={t('settings.back')}>
            <Icon name="arrow-left" />
          </Link>
        )}
        <h1>{settings}</h1>
      </div>
      <div className={path === null ? 'settings' : 'settings settings-page-open'}>
        <SettingsList pages={pages} current={path} />
        <div className="settings-page" ref={content} tabIndex={-1}>
          {Part ? (
            <Boundary what={t('settings.notLoaded')} key={path}>
              <Suspense fallback={<SettingsSkeleton />}>
                <SettingsContext value={context}>
                  <Part />
                </SettingsContext>
              </Suspense>
            </Boundary>
          ) : (
            path !== null && (
              <EmptyState icon="settings" title={t('settings.unknown')}>
                {t('settings.unknownWords')}
              </EmptyState>
            )
          )}
        </div>
      </div>
    </main>
  )
}
