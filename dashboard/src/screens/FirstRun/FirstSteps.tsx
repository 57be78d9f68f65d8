import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Checklist } from './Checklist.tsx'
import { Shapes } from './Shapes.tsx'
import { isAllDone } from './steps.ts'
import type { GettingStarted } from './use-getting-started.ts'
import { useHide } from './use-hide.ts'

type FirstStepsProps = { started: GettingStarted; session: SessionBody; empty: boolean }

/** The checklist with its heading, and what stands in its place while it is not known. */
export function FirstSteps({ started, session, empty }: FirstStepsProps): ReactElement {
  const { t } = useTranslation('first-run')
  const { hide, show } = useHide()
  const { body, problem, refresh } = started
  const done = body !== undefined && isAllDone(body)
  const end = done ? '-done' : empty ? '' : '-on'
  const putAway = body?.hidden ? { words: t('show'), act: show } : { words: t('hide'), act: hide }
  return (
    <>
      <div className="first-run-head">
        <Shapes />
        <div>
          <h2>{t(`head${end}`)}</h2>
          <p>{t(`lead${end}`)}</p>
        </div>
      </div>
      {problem && <ErrorState what={t('failed')} problem={problem} onRetry={refresh} safe={t('safe')} />}
      {!body && !problem && (
        <div className="steps">
          <p className="for-readers" role="status">
            {t('loading')}
          </p>
          <SkeletonRows count={6} />
        </div>
      )}
      {body && <Checklist body={body} session={session} putAway={done ? undefined : putAway} />}
    </>
  )
}
