import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useFreshKey } from '../../api/fresh-key.ts'
import { Button } from '../../ui/Button.tsx'
import { Command } from './Command.tsx'
import { Step, type StepProps } from './Step.tsx'
import { useCreateKey } from './use-create-key.ts'

/** With the real key in its line while this tab remembers it; else with a place for it. */
export function TicketStep({ server, ...step }: StepProps & { server: string }): ReactElement {
  const { t } = useTranslation('first-run')
  const fresh = useFreshKey()
  const { busy, failure, create } = useCreateKey()
  if (step.doneAt !== null) return <Step {...step}>{t('ticket.done')}</Step>
  if (!step.isNext) return <Step {...step}>{t('ticket.closed')}</Step>
  return (
    <Step
      {...step}
      waits
      below={
        <>
          <Command server={server} apiKey={fresh} />
          {fresh === null && (
            <Button look="link" size="small" disabled={busy} onClick={() => void create()}>
              {t('ticket.another')}
            </Button>
          )}
          <p className="step-failure" role="alert">
            {failure}
          </p>
        </>
      }
    >
      {t(fresh === null ? 'ticket.lost' : 'ticket.fresh')}
    </Step>
  )
}
