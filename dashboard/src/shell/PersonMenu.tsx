import { type FloatingPosition, Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../api/problem.ts'
import { CommandKeys } from '../commands/Keys.tsx'
import { runCommand } from '../commands/registry.ts'
import { goTo } from '../routing/address.ts'
import { settingsHref } from '../routing/route.ts'
import { Icon } from '../ui/Icon.tsx'
import { showToast } from '../ui/toast.ts'
import { APPEARANCE, KEYS } from './command-ids.ts'
import type { Frame } from './frame.ts'
import './PersonMenu.css'

type PersonMenuProps = Pick<Frame, 'session' | 'onSignOut'> & {
  position: FloatingPosition
  children: ReactElement
}

export function PersonMenu({ session, onSignOut, position, children }: PersonMenuProps): ReactElement {
  const { t } = useTranslation('shell')
  // If the server cannot be told, the session is still open, and that is said.
  function leave(): void {
    onSignOut().catch((error: unknown) =>
      showToast({ text: t('menu.stillIn', { reason: asProblem(error).message }), tone: 'failed' }),
    )
  }
  return (
    <Menu
      position={position}
      withinPortal={false}
      width={232}
      shadow="md"
      radius="md"
      classNames={{ dropdown: 'person-menu', item: 'person-menu-item' }}
    >
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <div className="person-menu-head">
          <p className="ellipsis" dir="auto">
            {session.teammate.name}
          </p>
          <p className="ellipsis quiet">{session.teammate.email}</p>
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="user" />} onClick={() => goTo(settingsHref('profile'))}>
          {t('menu.profile')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="sun" />} onClick={() => runCommand(APPEARANCE)}>
          {t('menu.appearance')}
        </Menu.Item>
        <Menu.Item
          className="person-menu-keys"
          leftSection={<Icon name="keyboard" />}
          rightSection={<CommandKeys id={KEYS} />}
          onClick={() => runCommand(KEYS)}
        >
          {t('menu.keys')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="log-out" />} onClick={leave}>
          {t('menu.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
