import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../../ui/Button.tsx'
import { AskRow } from '../AskRow.tsx'

type SnoozeRowProps = { onSnooze(until: string): void; onClose(): void }

/** Any time; it is the browser's own field, in the person's own time zone. */
export function SnoozeRow({ onSnooze, onClose }: SnoozeRowProps): ReactElement {
  const { t } = useTranslation('composer')

  function snooze(typed: string): boolean {
    const at = Date.parse(typed)
    if (!(at > Date.now())) return false
    onSnooze(new Date(at).toISOString())
    return true
  }

  return (
    <AskRow
      label={t('send.until')}
      take={t('send.snoozeNow')}
      input={{ type: 'datetime-local' }}
      onTake={snooze}
      wrong={t('send.past')}
      onClose={onClose}
    >
      <Button size="small" look="ghost" onClick={onClose}>
        {t('common:cancel')}
      </Button>
    </AskRow>
  )
}
