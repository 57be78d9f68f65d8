import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { useCommand } from '../../../commands/use-command.ts'
import { Button } from '../../../ui/Button.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { More } from '../parts/More.tsx'
import { Page } from '../parts/Page.tsx'
import { TableSkeleton } from '../parts/Table.tsx'
import { useList } from '../parts/use-list.ts'
import { useSettings } from '../settings-context.ts'
import { ChangeMember, type MemberChange } from './ChangeMember.tsx'
import { Invitations } from './Invitations.tsx'
import { Invite } from './Invite.tsx'
import { MemberTable } from './MemberTable.tsx'
import { TEAM } from './team-keys.ts'

export default function Teammates(): ReactElement {
  const { t } = useTranslation('settings')
  const { isAdministrator } = useSettings()
  const list = useList<MemberBody>(TEAM, '/teammates')
  const now = useNow(30_000)
  const [inviting, setInviting] = useState(false)
  const [change, setChange] = useState<MemberChange | null>(null)
  const invite = () => setInviting(true)
  useCommand({ id: 'team.invite', label: t('team.invite'), group: 'settings', run: invite }, isAdministrator)

  return (
    <Page
      title={t('team.title')}
      about={isAdministrator ? t('team.about') : t('team.about-agent')}
      action={
        isAdministrator && (
          <Button look="filled" icon="user-plus" onClick={invite}>
            {t('team.invite')}
          </Button>
        )
      }
    >
      <Loaded query={list} what={t('team.failed')} skeleton={<TableSkeleton />}>
        <MemberTable members={list.items} now={now} onChange={setChange} />
        <More list={list} label={t('more')} />
      </Loaded>
      {isAdministrator && <Invitations members={list.items} now={now} onInvite={invite} />}
      {inviting && <Invite onClose={() => setInviting(false)} />}
      {change && <ChangeMember change={change} onClose={() => setChange(null)} />}
    </Page>
  )
}
