import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { GettingStartedBody, SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { Button } from '../../ui/Button.tsx'
import { KeyStep } from './KeyStep.tsx'
import { Progress } from './Progress.tsx'
import { Step } from './Step.tsx'
import { nextStep, stepNames } from './steps.ts'
import { TicketStep } from './TicketStep.tsx'

type ChecklistProps = {
  body: GettingStartedBody
  session: SessionBody
  /** Puts it away, or brings it back. */
  putAway?: { words: string; act(): void } | undefined
}

/** The first steps; each ticks itself when the server says that it happened. */
export function Checklist({ body, session, putAway }: ChecklistProps): ReactElement {
  const { t } = useTranslation('first-run')
  const { steps } = body
  const next = nextStep(body)
  const all = stepNames.length
  const done = stepNames.filter((name) => steps[name] !== null).length
  const facts = { organisation: session.organisation.name, email: session.teammate.email }
  const of = (name: (typeof stepNames)[number]) => ({
    number: stepNames.indexOf(name) + 1,
    title: t(`${name}.title`),
    doneAt: steps[name],
    isNext: next === name,
  })
  return (
    <div className="checklist">
      <div className="checklist-head">
        <span className="figures">{t('progress', { done, all })}</span>
        <Progress done={done} total={all} label={t('progress', { done, all })} />
        {putAway && (
          <Button look="ghost" size="small" onClick={putAway.act}>
            {putAway.words}
          </Button>
        )}
      </div>
      <ol className="steps">
        <Step {...of('organisation')}>{t('organisation.words', facts)}</Step>
        <KeyStep {...of('api_key')} />
        <TicketStep {...of('ticket')} server={body.server} />
        <Step {...of('answer')} waits={steps.ticket !== null}>
          {t(steps.answer ? 'answer.done' : 'answer.words')}
        </Step>
        <Step
          {...of('chat')}
          action={
            <a className="button button-outline" href="/settings/chat-sites">
              {t('chat.action')}
            </a>
          }
        >
          {t(steps.chat ? 'chat.done' : 'chat.words')}
        </Step>
        <Step
          {...of('teammate')}
          action={
            <a className="button button-outline" href="/settings/teammates">
              {t('teammate.action')}
            </a>
          }
        >
          {t(steps.teammate ? 'teammate.done' : 'teammate.words')}
        </Step>
      </ol>
    </div>
  )
}
