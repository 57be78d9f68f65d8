import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { age, clockTime, fullTime } from './clock.ts'

type TimeProps = {
  at: string
  now?: number
  /** When it came in, where that is another time than `at`. */
  received?: string | null
  className?: string
}

/** With `now` it says how long ago, without it the time of day; the full date is always under the pointer. */
export function Time({ at, now, received = null, className = '' }: TimeProps): ReactElement {
  // Also draws it anew in another language.
  const { t } = useTranslation('shell')
  const title =
    received === null ? fullTime(at) : `${fullTime(at)}\n${t('received', { time: fullTime(received) })}`
  return (
    <time className={`figures ${className}`} dateTime={at} title={title}>
      {now === undefined ? clockTime(at) : age(at, now)}
    </time>
  )
}
