import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import type { ReadingOn } from './use-reading-on.ts'

/** Under the last row while there are older ones; scrolling reads on by itself, this is for trying again. */
export function ListEnd({ reading }: { reading: ReadingOn }): ReactElement {
  const { t } = useTranslation('list')
  const { state, readOn } = reading
  const words = state.phase === 'stopped' ? t('list.keepLooking') : t('list.older')
  return (
    <div className="list-end">
      {state.phase === 'failed' && <span className="list-end-failed">{state.problem.message}</span>}
      {state.phase === 'stopped' && <span>{t('list.lookedThrough', { count: state.looked })}</span>}
      <Button look="ghost" disabled={state.phase === 'reading'} onClick={readOn}>
        {state.phase === 'reading' ? t('list.reading') : words}
      </Button>
    </div>
  )
}
