import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { GettingStartedBody, SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { Checklist } from './Checklist.tsx'
import { Sample } from './Sample.tsx'
import { useHide } from './use-hide.ts'
import './FirstRun.css'

/** Beside the list, while no conversation is open and steps are left. */
export default function FirstRunPane({
  body,
  session,
}: {
  body: GettingStartedBody
  session: SessionBody
}): ReactElement {
  const { t } = useTranslation('first-run')
  const { hide } = useHide()
  return (
    <section className="first-run first-run-pane" aria-label={t('title')}>
      <div className="first-run-column">
        <div className="first-run-head">
          <div>
            <h2>{t('head-on')}</h2>
            <p>{t('lead-on')}</p>
          </div>
        </div>
        <Checklist body={body} session={session} putAway={{ words: t('hide'), act: hide }} />
        <Sample sample={body.sample} />
      </div>
    </section>
  )
}
