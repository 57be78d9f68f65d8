import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../api/problem.ts'
import { Button } from './Button.tsx'
import { clockTime } from './clock.ts'
import { Icon } from './Icon.tsx'
import './ErrorState.css'

type ErrorStateProps = { what: string; problem: Problem; onRetry(): void; safe?: string }

/** What failed, the reason with code and time, what is safe, and the way out. */
export function ErrorState({ what, problem, onRetry, safe }: ErrorStateProps): ReactElement {
  const { t } = useTranslation('shell')
  const code = problem.status === 0 ? problem.code : `${problem.status} ${problem.code}`
  return (
    <div className="failure" role="alert">
      <Icon name="cloud-off" />
      <div className="failure-words">
        <strong>{what}</strong> {problem.message} {safe}
        <div className="failure-code figures">{t('at', { code, time: clockTime(problem.at) })}</div>
      </div>
      <Button onClick={onRetry}>{t('retry')}</Button>
    </div>
  )
}
