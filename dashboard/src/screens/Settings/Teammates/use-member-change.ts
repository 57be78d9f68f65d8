import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { changeTeammate, resetSecondFactor } from '../../../api/team.ts'
import { showToast } from '../../../ui/toast.ts'
import { inPages, type Pages } from '../parts/use-list.ts'
import { useOptimistic } from '../parts/use-optimistic.ts'
import type { MemberChange } from './ChangeMember.tsx'
import { INVITATIONS, TEAM } from './team-keys.ts'

/** What becomes of it is told also when the dialog that asked is gone. */
export function useMemberChange() {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  return useOptimistic<Pages<MemberBody>, MemberChange, unknown>({
    key: TEAM,
    call: (change) => {
      const { id } = change.member
      if (change.kind === 'reset') return resetSecondFactor(id)
      if (change.kind === 'role') return changeTeammate(id, { role: change.role })
      return changeTeammate(id, { disabled: change.kind === 'disable' })
    },
    change: (pages, change) =>
      inPages(pages, (members) =>
        members.map((member) => (member.id === change.member.id ? { ...member, ...wished(change) } : member)),
      ),
    failed: ({ member }, problem) => t('member.refused', { name: member.name, why: problem.message }),
    done: (change) => {
      showToast({ text: t(`member.${change.kind}.done`, { name: change.member.name }) })
      // Those they made end along with their role.
      void queries.invalidateQueries({ queryKey: INVITATIONS })
    },
  })
}

function wished(change: MemberChange): Partial<MemberBody> {
  if (change.kind === 'reset') return { second_factor: false, last_seen_at: null }
  if (change.kind === 'role') return { role: change.role, last_seen_at: null }
  if (change.kind === 'enable') return { disabled_at: null }
  return { disabled_at: new Date().toISOString(), last_seen_at: null }
}
