import { type ReactElement, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionBody } from '../../../server/src/surfaces/manage/wire.ts'
import { dispatchKeys } from '../commands/dispatcher.ts'
import { useCommand } from '../commands/use-command.ts'
import { lazyAhead } from '../lazy-ahead.tsx'
import { lazyPart } from '../lazy-part.ts'
import { changeAppearance, densities, schemes } from '../person/appearance.ts'
import { goTo } from '../routing/address.ts'
import { settingsHref } from '../routing/route.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { useOnceAtEase } from '../use-once-at-ease.ts'
import { APPEARANCE, KEYS, PALETTE } from './command-ids.ts'
import { useSettingsCommands } from './settings/use-settings-commands.ts'

const [Palette, readPalette] = lazyAhead(() => import('./palette/Palette.tsx'))
const ShortcutSheet = lazyPart(() => import('./shortcuts/ShortcutSheet.tsx'))
const AppearanceDialog = lazyPart(() => import('./AppearanceDialog.tsx'))

type Opened = 'palette' | 'keys' | 'appearance'

/** Keys, the palette, and what the shell itself can do by them. */
export function CommandCentre({ session, inbox }: { session: SessionBody; inbox: boolean }): ReactElement {
  const { t } = useTranslation('shell')
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = (): void => setOpened(null)
  useEffect(dispatchKeys, [])
  useOnceAtEase(readPalette)

  useCommand({
    id: PALETTE,
    label: t('palette.open'),
    group: 'go',
    icon: 'search',
    keys: ['mod+k', '.'],
    keyOnly: true,
    run: () => setOpened('palette'),
  })
  useCommand({
    id: KEYS,
    label: t('menu.keys'),
    group: 'settings',
    icon: 'keyboard',
    keys: ['?'],
    run: () => setOpened('keys'),
  })
  useCommand({
    id: APPEARANCE,
    label: t('menu.appearance'),
    group: 'settings',
    icon: 'sun',
    run: () => setOpened('appearance'),
  })
  useCommand(
    {
      id: 'go.inbox',
      label: t('nav.inbox'),
      group: 'go',
      icon: 'inbox',
      keys: ['g b'],
      run: () => goTo('/'),
    },
    !inbox,
  )
  useCommand({
    id: 'go.settings',
    label: t('nav.settings'),
    group: 'go',
    icon: 'settings',
    keys: ['g ,'],
    run: () => goTo(settingsHref(null)),
  })
  useSettingsCommands(session)

  return (
    <>
      {opened !== null && (
        <Boundary what={t('notLoaded')}>
          <Suspense fallback={<Opening />}>
            {opened === 'palette' && <Palette onClose={close} />}
            {opened === 'keys' && <ShortcutSheet onClose={close} />}
            {opened === 'appearance' && <AppearanceDialog onClose={close} />}
          </Suspense>
        </Boundary>
      )}
      {schemes.map((scheme) => (
        <Choice
          key={scheme}
          id={`appearance.${scheme}`}
          label={`${t('appearance.scheme')}: ${t(`appearance.schemes.${scheme}`)}`}
          run={() => changeAppearance({ scheme })}
        />
      ))}
      {densities.map((density) => (
        <Choice
          key={density}
          id={`appearance.${density}`}
          label={`${t('appearance.density')}: ${t(`appearance.densities.${density}`)}`}
          run={() => changeAppearance({ density })}
        />
      ))}
    </>
  )
}

/** Keys rest from the first moment: whoever opens the palette types on while it is still on its way. */
function Opening(): ReactElement {
  return <div role="dialog" aria-modal="true" hidden />
}

function Choice(choice: { id: string; label: string; run(): void }): null {
  useCommand({ ...choice, group: 'settings', icon: 'sun' })
  return null
}
