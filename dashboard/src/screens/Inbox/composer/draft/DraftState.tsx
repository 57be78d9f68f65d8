import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { figure } from '../../../../i18n/local.ts'
import type { DraftView } from './draft-sync.ts'

export function DraftState({
  view,
  length,
  most,
}: {
  view: DraftView
  length: number
  most: number
}): ReactElement {
  const { t } = useTranslation('composer')
  const near = length > most * 0.9
  const failed = typeof view.saved === 'object' && view.text !== ''
  return (
    <span className={failed || length > most ? 'draft-state draft-state-bad' : 'draft-state'}>
      {near && (
        <span className="figures">{t('length.of', { length: figure(length), most: figure(most) })}</span>
      )}
      <span role="status" className="ellipsis" title={failed ? t('draft.failedWhy') : undefined}>
        {view.saved === 'saved' && t('draft.saved')}
        {failed && t('draft.failed')}
      </span>
    </span>
  )
}
