import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { MacroBody, MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { useSettings } from '../settings-context.ts'

/** Whether everybody has it, and of somebody else's, whose it is. */
export function ForWhom({ macro, team }: { macro: MacroBody; team: readonly MemberBody[] }): ReactElement {
  const { t } = useTranslation('settings')
  const me = useSettings().session.teammate
  if (!macro.shared)
    return (
      <Badge tone="outline" icon="lock">
        {t('macros.only-you')}
      </Badge>
    )
  const owner = macro.owner_id === me.id ? undefined : team.find(({ id }) => id === macro.owner_id)
  return (
    <>
      <Badge tone="outline" icon="users">
        {t('macros.shared')}
      </Badge>
      {owner && (
        <span className="macro-by" title={owner.name} dir="auto">
          {t('macros.made-by', { name: owner.name })}
        </span>
      )}
    </>
  )
}
