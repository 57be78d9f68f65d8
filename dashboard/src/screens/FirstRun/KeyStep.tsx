import type { ReactElement } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Step, type StepProps } from './Step.tsx'
import { useCreateKey } from './use-create-key.ts'

export function KeyStep(step: StepProps): ReactElement {
  const { t } = useTranslation('first-run')
  const { busy, failure, create } = useCreateKey()
  return (
    <Step
      {...step}
      action={
        <Button look={step.isNext ? 'filled' : 'outline'} disabled={busy} onClick={() => void create()}>
          {t(busy ? 'api_key.busy' : 'api_key.action')}
        </Button>
      }
      below={
        <>
          <p className="step-words">
            {/* biome-ignore lint/a11y/useAnchorContent: the words of the link are in the sentence */}
            <Trans t={t} i18nKey="api_key.elsewhere" components={{ 1: <a href="/settings/api-keys" /> }} />
          </p>
          <div role="alert">
            {failure && (
              <p className="step-failure">
                <Icon name="circle-alert" size={14} />
                {failure}
              </p>
            )}
          </div>
        </>
      }
    >
      {t(step.doneAt ? 'api_key.done' : 'api_key.words')}
    </Step>
  )
}
