import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '../../routing/Link.tsx'
import { settingsHref } from '../../routing/route.ts'
import type { SettingsPage } from '../../screens/Settings/pages.ts'
import { Icon } from '../../ui/Icon.tsx'

type SettingsListProps = { pages: readonly SettingsPage[]; current: string | null }

export function SettingsList({ pages, current }: SettingsListProps): ReactElement {
  const { t } = useTranslation(['shell', 'settings'])
  const groups = [...new Set(pages.map(({ group }) => group))]
  return (
    <nav className="settings-list" aria-label={t('nav.settings')}>
      {groups.map((group) => (
        <section key={group} aria-label={t(`group.${group}`, { ns: 'settings' })}>
          <p className="settings-group" aria-hidden="true">
            {t(`group.${group}`, { ns: 'settings' })}
          </p>
          {pages
            .filter((page) => page.group === group)
            .map(({ path, labelKey, icon }) => (
              <Link
                key={path}
                className="nav-link"
                href={settingsHref(path)}
                aria-current={path === current ? 'page' : undefined}
              >
                <Icon name={icon} />
                <span className="ellipsis">{t(labelKey, { ns: 'settings' })}</span>
                <span className="settings-onward">
                  <Icon name="chevron-right" />
                </span>
              </Link>
            ))}
        </section>
      ))}
    </nav>
  )
}
