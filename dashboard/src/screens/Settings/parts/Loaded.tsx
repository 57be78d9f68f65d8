import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, type Problem } from '../../../api/problem.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'

type LoadedProps = {
  query: { data: unknown; error: Problem | Error | null; refetch(): unknown }
  /** What could not be read, as a sentence. */
  what: string
  skeleton: ReactNode
  children: ReactNode
}

/** What is known first, even when reading it anew failed; else the reason and Retry; else its shape. */
export function Loaded({ query, what, skeleton, children }: LoadedProps): ReactElement {
  const { t } = useTranslation('settings')
  const failure = query.error && (
    <ErrorState
      what={what}
      problem={asProblem(query.error)}
      safe={t('error.safe')}
      onRetry={() => void query.refetch()}
    />
  )
  if (query.data !== undefined) {
    return (
      <>
        {failure && <div className="set-failure">{failure}</div>}
        {children}
      </>
    )
  }
  if (failure) return <div className="set-failure">{failure}</div>
  return (
    <div aria-busy="true">
      <p className="for-readers" role="status">
        {t('loading')}
      </p>
      {skeleton}
    </div>
  )
}
