import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Role } from '../../../api/team.ts'
import { Banner } from '../parts/Banner.tsx'
import { Confirm } from '../parts/Confirm.tsx'
import { useMemberChange } from './use-member-change.ts'

export type MemberChange = { member: MemberBody } & (
  | { kind: 'role'; role: Role }
  | { kind: 'disable' }
  | { kind: 'enable' }
  | { kind: 'reset' }
)

/** Says what goes along with the change before it is made. */
export function ChangeMember({ change, onClose }: { change: MemberChange; onClose(): void }): ReactElement {
  const { t } = useTranslation('settings')
  const apply = useMemberChange()
  const { name } = change.member
  const words = change.kind === 'role' ? `role-${change.role}` : change.kind
  return (
    <Confirm
      title={t(`member.${words}.title`, { name })}
      keep={t('cancel')}
      act={t(`member.${words}.act`)}
      danger={change.kind === 'disable' || change.kind === 'reset'}
      onKeep={onClose}
      onAct={() => {
        onClose()
        apply.mutate(change)
      }}
    >
      <p>{t(`member.${words}.about`, { name })}</p>
      {change.kind !== 'enable' && <Banner tone="warn">{t(`member.${words}.ends`, { name })}</Banner>}
    </Confirm>
  )
}
