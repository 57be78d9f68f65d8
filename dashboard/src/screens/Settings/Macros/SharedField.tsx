import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { MacroBody, MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Tick } from '../parts/Tick.tsx'
import { useSettings } from '../settings-context.ts'
import { Complaint } from './Complaint.tsx'
import { mayShare } from './rights.ts'

type SharedFieldProps = {
  macro: MacroBody | null
  shared: boolean
  team: readonly MemberBody[]
  error: string | undefined
  onChange(shared: boolean): void
}

/** Who has it; where that cannot be changed, why. */
export function SharedField({ macro, shared, team, error, onChange }: SharedFieldProps): ReactElement {
  const { t } = useTranslation('settings')
  const { session, isAdministrator } = useSettings()
  const owner = team.find(({ id }) => id === macro?.owner_id)?.name ?? t('macros.somebody')
  const about = shared ? 'shared-about' : macro?.shared ? 'unshared-about' : 'own-about'
  return (
    <div>
      {mayShare(session.teammate, macro) ? (
        <Tick checked={shared} onChange={onChange} about={t(`macros.${about}`)}>
          {t('macros.share')}
        </Tick>
      ) : (
        <p className="set-help">
          {isAdministrator ? t('macros.shared-fixed', { name: owner }) : t('macros.own-agent')}
        </p>
      )}
      <Complaint words={error} />
    </div>
  )
}
