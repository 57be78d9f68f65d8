import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { VoiceMark } from '../../../ui/VoiceMark.tsx'
import { Ago } from '../parts/Ago.tsx'
import { Table } from '../parts/Table.tsx'
import { useSettings } from '../settings-context.ts'
import type { MemberChange } from './ChangeMember.tsx'
import { MemberMenu } from './MemberMenu.tsx'
import './MemberTable.css'

type MemberTableProps = {
  members: readonly MemberBody[]
  now: number
  onChange(change: MemberChange): void
}

export function MemberTable({ members, now, onChange }: MemberTableProps): ReactElement {
  const { t } = useTranslation('settings')
  const { session, isAdministrator } = useSettings()
  const me = session.teammate
  return (
    <Table
      label={t('team.title')}
      columns={[
        { label: t('column.person') },
        { label: t('column.role') },
        ...(isAdministrator ? [{ label: t('column.factor'), wide: true }] : []),
        { label: t('column.seen'), wide: true },
        { label: t('column.actions'), mute: true },
      ]}
    >
      {members.map((member) => {
        const off = member.disabled_at !== null
        const self = member.id === me.id
        return (
          <tr key={member.id} className={off ? 'set-off' : undefined}>
            <td className="set-name">
              <div className="set-member">
                <VoiceMark voice={self ? 'me' : off ? 'contact' : 'human'} name={member.name} size={28} />
                <div>
                  <span className="set-member-name">
                    <span className="ellipsis" title={member.name}>
                      {member.name}
                    </span>
                    {self && (
                      <Badge tone="outline" small>
                        {t('team.you')}
                      </Badge>
                    )}
                    {off && (
                      <Badge tone="closed" small>
                        {t('team.disabled')}
                      </Badge>
                    )}
                  </span>
                  <span className="set-second" title={member.email}>
                    {member.email}
                  </span>
                </div>
              </div>
            </td>
            <td>{t(`role.${member.role}`)}</td>
            {isAdministrator && (
              <td className="set-wide">
                {member.second_factor ? (
                  <Badge tone="open" icon="shield-check">
                    {t('factor.on')}
                  </Badge>
                ) : (
                  <span className="quiet">{t('factor.off')}</span>
                )}
              </td>
            )}
            <td className="set-quiet set-wide">
              <Ago at={member.last_seen_at} now={now} none={t('team.signed-out')} />
            </td>
            <td className="set-act">
              <MemberMenu member={member} me={me} onChange={onChange} />
            </td>
          </tr>
        )
      })}
    </Table>
  )
}
