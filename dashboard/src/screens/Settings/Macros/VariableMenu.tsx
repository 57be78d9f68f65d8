import { Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { SettingsMenu } from '../parts/SettingsMenu.tsx'
import { variables } from './variables.ts'

/** What may be left open in the text, by what it will say. */
export function VariableMenu({ onPick }: { onPick(variable: string): void }): ReactElement {
  const { t } = useTranslation('settings')
  return (
    <SettingsMenu
      // To the text, not back to the button. Esc goes back all the same.
      returnFocus={false}
      width={312}
      button={
        <Button size="small" icon="plus">
          {t('macros.insert')}
        </Button>
      }
    >
      {variables.map((name) => (
        <Menu.Item
          key={name}
          rightSection={<code className="macro-variable">{`{{${name}}}`}</code>}
          onClick={() => onPick(name)}
        >
          {t(`macros.variable.${name}`)}
        </Menu.Item>
      ))}
    </SettingsMenu>
  )
}
