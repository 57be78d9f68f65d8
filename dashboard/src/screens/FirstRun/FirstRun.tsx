import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Frame } from '../../shell/frame.ts'
import { PhoneStatus } from '../../shell/PhoneStatus.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { LoadSampleButton } from './LoadSampleButton.tsx'
import { Sample } from './Sample.tsx'
import type { GettingStarted } from './use-getting-started.ts'
import { useHide } from './use-hide.ts'
import './FirstRun.css'

type FirstRunProps = Frame & {
  started: GettingStarted
  /** There is nothing to answer yet, in no view. */
  empty: boolean
  /** Somebody asked for it, by its address. */
  asked: boolean
}

/** The whole sheet: before the first conversation, and whenever somebody asks for the first steps. */
export default function FirstRun({ started, empty, asked, ...frame }: FirstRunProps): ReactElement {
  const { t } = useTranslation('first-run')
  const { session, live, onSignOut, go, place } = frame
  const { body } = started
  const isAgent = session.teammate.role === 'agent'
  const { show } = useHide()
  return (
    <>
      <div className="bar">
        <h1>{asked ? t('title') : t('all-open')}</h1>
        {!asked && <span className="quiet figures">0</span>}
        <span className="spread" />
        {body?.sample.may_load && <LoadSampleButton className="first-run-bar-button" />}
        <PhoneStatus live={live} onSignOut={onSignOut} />
      </div>
      <div className="first-run">
        <div className="first-run-column">
          {isAgent || (body?.hidden && !asked) ? (
            <>
              <EmptyState icon="layers" title={t('head')}>
                {t(isAgent ? 'agent-lead' : 'hidden-lead')}
              </EmptyState>
              {body && (
                <p className="first-run-ways">
                  <Button look="link" onClick={show}>
                    {t('show')}
                  </Button>
                </p>
              )}
            </>
          ) : (
            <FirstSteps started={started} session={session} empty={empty} />
          )}
          {body && <Sample sample={body.sample} />}
          {asked && !empty && (
            <p className="first-run-ways">
              <Button look="link" onClick={() => go(place)}>
                {t('close')}
              </Button>
            </p>
          )}
        </div>
      </div>
    </>
  )
}
