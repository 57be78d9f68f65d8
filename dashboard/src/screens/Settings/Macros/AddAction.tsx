import { Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { SettingsMenu } from '../parts/SettingsMenu.tsx'
import { type ActionDraft, type ActionType, actionTypes, isTaken, MOST_ACTIONS } from './actions.ts'

type AddActionProps = { actions: readonly ActionDraft[]; onAdd(type: ActionType): void }

/** Two about the same thing are refused by the server, so the second is not offered. */
export function AddAction({ actions, onAdd }: AddActionProps): ReactElement {
  const { t } = useTranslation('settings')
  if (actions.length >= MOST_ACTIONS)
    return <p className="set-help">{t('macros.most-actions', { most: MOST_ACTIONS })}</p>
  return (
    <SettingsMenu
      position="top-start"
      // To the new row, not back to the button. Esc goes back all the same.
      returnFocus={false}
      button={
        <Button size="small" icon="plus" className="macro-add">
          {t('macros.add-action')}
        </Button>
      }
    >
      {/* Left out and not greyed: the focus would not get past a first one that is. */}
      {actionTypes
        .filter((type) => !isTaken(type, actions))
        .map((type) => (
          <Menu.Item key={type} onClick={() => onAdd(type)}>
            {t(`macros.action.${type}`)}
          </Menu.Item>
        ))}
    </SettingsMenu>
  )
}
