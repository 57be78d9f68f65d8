import { Menu, type MenuProps } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import './SettingsMenu.css'

type SettingsMenuProps = Pick<MenuProps, 'position' | 'width' | 'returnFocus' | 'floatingStrategy'> & {
  button: ReactElement
  /** Items and dividers of Mantine's menu. */
  children: ReactNode
}

/** A menu as all of the settings look. In place and not in a portal, so that it stays inside of main and of its dialog. */
export function SettingsMenu({
  button,
  children,
  position = 'bottom-end',
  width = 216,
  ...rest
}: SettingsMenuProps): ReactElement {
  return (
    <Menu
      position={position}
      width={width}
      offset={4}
      radius="md"
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 90 }}
      classNames={{ dropdown: 'set-menu', item: 'set-menu-item', divider: 'set-menu-line' }}
      {...rest}
    >
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
