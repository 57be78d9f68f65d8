import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { useSample } from './use-sample.ts'

export function LoadSampleButton({ className = '' }: { className?: string }): ReactElement {
  const { t } = useTranslation('first-run')
  const { busy, load } = useSample()
  return (
    <Button className={className} icon="download" disabled={busy} onClick={load}>
      {t('sample.load')}
    </Button>
  )
}
