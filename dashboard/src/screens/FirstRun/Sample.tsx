import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { GettingStartedBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { Button } from '../../ui/Button.tsx'
import { LoadSampleButton } from './LoadSampleButton.tsx'
import { Progress } from './Progress.tsx'
import { useSample } from './use-sample.ts'

/** Sample data: offered, on its way, here to look around in, or on its way out. */
export function Sample({ sample }: { sample: GettingStartedBody['sample'] }): ReactElement | null {
  const { t } = useTranslation('first-run')
  const { busy, remove } = useSample()
  const { state, done, total, may_load } = sample
  if (state === 'none') {
    if (!may_load) return null
    return (
      <div className="sample sample-offer">
        <p>{t('sample.offer')}</p>
        <LoadSampleButton />
      </div>
    )
  }
  if (state === 'loaded') {
    return (
      <div className="sample">
        <p>{t('sample.loaded', { count: total })}</p>
        <Button icon="x" disabled={busy} onClick={remove}>
          {t('sample.remove')}
        </Button>
      </div>
    )
  }
  return (
    <div className="sample sample-moving">
      <p className="sample-how-far">
        <strong role="status">{t(`sample.${state}`)}</strong>
        <span className="figures quiet">{t('sample.of', { done, total })}</span>
      </p>
      <Progress done={done} total={total} label={t(`sample.${state}`)} />
      <p className="quiet">{t('sample.goes-on')}</p>
    </div>
  )
}
