import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { registerCommand } from '../../commands/registry.ts'
import { goTo } from '../../routing/address.ts'
import { settingsHref } from '../../routing/route.ts'
import { pagesOf } from './pages-of.ts'

/** Every page of the settings, for the palette. */
export function useSettingsCommands(session: SessionBody): void {
  const { t } = useTranslation('settings')
  useEffect(() => {
    const leaves = pagesOf(session).map(({ path, labelKey, icon }) =>
      registerCommand({
        id: `settings.${path}`,
        label: t(labelKey),
        group: 'settings',
        icon,
        run: () => goTo(settingsHref(path)),
      }),
    )
    return () => {
      for (const leave of leaves) leave()
    }
  }, [session, t])
}
