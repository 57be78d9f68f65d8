import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InvitationBody, MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { withdrawInvitation } from '../../../api/team.ts'
import { Button } from '../../../ui/Button.tsx'
import { showToast } from '../../../ui/toast.ts'
import { Confirm } from '../parts/Confirm.tsx'
import { Expires } from '../parts/Expires.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { More } from '../parts/More.tsx'
import { Section } from '../parts/Page.tsx'
import { Table, TableSkeleton } from '../parts/Table.tsx'
import { inPages, type Pages, useList } from '../parts/use-list.ts'
import { useOptimistic } from '../parts/use-optimistic.ts'
import { INVITATIONS } from './team-keys.ts'

type InvitationsProps = { members: readonly MemberBody[]; now: number; onInvite(): void }

export function Invitations({ members, now, onInvite }: InvitationsProps): ReactElement {
  const { t } = useTranslation('settings')
  const list = useList<InvitationBody>(INVITATIONS, '/invitations')
  const [leaving, setLeaving] = useState<InvitationBody | null>(null)
  const withdraw = useOptimistic<Pages<InvitationBody>, InvitationBody>({
    key: INVITATIONS,
    call: ({ id }) => withdrawInvitation(id),
    change: (pages, { id }) => inPages(pages, (all) => all.filter((one) => one.id !== id)),
    failed: ({ email }, problem) => t('invitations.refused', { email, why: problem.message }),
    done: ({ email }) => showToast({ text: t('invitations.withdrawn', { email }) }),
  })
  const nameOf = (id: string) => members.find((member) => member.id === id)?.name ?? t('invitations.somebody')

  return (
    <Section title={t('invitations.title')} about={t('invitations.about')}>
      <Loaded query={list} what={t('invitations.failed')} skeleton={<TableSkeleton rows={1} />}>
        {list.items.length === 0 ? (
          <p className="set-none">
            {t('invitations.none')}{' '}
            <Button look="link" onClick={onInvite}>
              {t('team.invite')}
            </Button>
          </p>
        ) : (
          <>
            <Table
              label={t('invitations.title')}
              columns={[
                { label: t('column.email') },
                { label: t('column.role'), wide: true },
                { label: t('column.invited-by'), wide: true },
                { label: t('column.expires') },
                { label: t('column.actions'), mute: true },
              ]}
            >
              {list.items.map((invitation) => (
                <tr key={invitation.id}>
                  <td className="set-name">
                    <span title={invitation.email}>{invitation.email}</span>
                    <span className="set-second set-phone">{t(`role.${invitation.role}`)}</span>
                  </td>
                  <td className="set-wide">{t(`role.${invitation.role}`)}</td>
                  <td className="set-quiet set-wide">{nameOf(invitation.invited_by)}</td>
                  <td>
                    <Expires at={invitation.expires_at} now={now} calm />
                  </td>
                  <td className="set-act">
                    <Button
                      look="ghost"
                      size="small"
                      aria-label={t('invitations.withdraw-named', { email: invitation.email })}
                      onClick={() => setLeaving(invitation)}
                    >
                      {t('invitations.withdraw')}
                    </Button>
                  </td>
                </tr>
              ))}
            </Table>
            <More list={list} label={t('more')} />
          </>
        )}
      </Loaded>
      {leaving && (
        <Confirm
          title={t('invitations.withdraw-title', { email: leaving.email })}
          keep={t('keep')}
          act={t('invitations.withdraw')}
          onKeep={() => setLeaving(null)}
          onAct={() => {
            setLeaving(null)
            withdraw.mutate(leaving)
          }}
        >
          <p>{t('invitations.withdraw-about')}</p>
        </Confirm>
      )}
    </Section>
  )
}
