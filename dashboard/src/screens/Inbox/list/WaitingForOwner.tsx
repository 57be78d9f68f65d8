import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { countOf } from '../views/counts.ts'
import { useCounts } from '../views/use-counts.ts'

/** Where work is for somebody who has none; nothing while nobody waits. */
export function WaitingForOwner({ onShow }: { onShow(): void }): ReactElement | null {
  const { t } = useTranslation('list')
  const count = countOf('unassigned', useCounts()) ?? 0
  if (count === 0) return null
  return (
    <span className="list-next">
      <Button onClick={onShow}>{t('list.waiting', { count })}</Button>
    </span>
  )
}
