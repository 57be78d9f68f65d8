import { Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberBody, SessionBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { SettingsMenu } from '../parts/SettingsMenu.tsx'
import type { MemberChange } from './ChangeMember.tsx'
import { any, rightsOver } from './rights.ts'

type MemberMenuProps = {
  member: MemberBody
  me: SessionBody['teammate']
  onChange(change: MemberChange): void
}

/** What one may do to a teammate; nothing is shown where there is nothing. */
export function MemberMenu({ member, me, onChange }: MemberMenuProps): ReactElement | null {
  const { t } = useTranslation('settings')
  const rights = rightsOver(me, member)
  if (!any(rights)) return null
  const off = member.disabled_at !== null
  return (
    <SettingsMenu
      // So that the table does not cut it off.
      floatingStrategy="fixed"
      button={<IconButton icon="ellipsis" label={t('team.change-named', { name: member.name })} />}
    >
      {!off &&
        rights.roles.map((role) => (
          <Menu.Item key={role} onClick={() => onChange({ kind: 'role', member, role })}>
            {t(`team.make-${role}`)}
          </Menu.Item>
        ))}
      {rights.resetSecondFactor && (
        <Menu.Item onClick={() => onChange({ kind: 'reset', member })}>{t('team.reset')}</Menu.Item>
      )}
      {!off && rights.disable && <Menu.Divider />}
      {rights.disable && (
        <Menu.Item data-danger={!off} onClick={() => onChange({ kind: off ? 'enable' : 'disable', member })}>
          {off ? t('team.enable') : t('team.disable')}
        </Menu.Item>
      )}
    </SettingsMenu>
  )
}
