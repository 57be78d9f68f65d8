import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import type { ThreadState } from './use-thread.ts'

/** What stands above the first message while there is more: it is on its way before anybody gets here. */
export function Older({
  state,
  onRetry,
}: {
  state: ThreadState['older']
  onRetry(): void
}): ReactElement | null {
  const { t } = useTranslation('thread')
  if (state === 'none') return null
  return (
    <div className="messages-older" role="status">
      {state === 'some' ? t('older.coming') : t('older.failed')}
      {state === 'failed' && (
        <Button size="small" onClick={onRetry}>
          {t('older.retry')}
        </Button>
      )}
    </div>
  )
}
