import type { ReactElement } from 'react'
import { age, clockTime, fullTime } from './clock.ts'

/** With `now` it says how long ago, without it the time of day; the full date is always under the pointer. */
export function Time({
  at,
  now,
  className = '',
}: {
  at: string
  now?: number
  className?: string
}): ReactElement {
  return (
    <time className={`figures ${className}`} dateTime={at} title={fullTime(at)}>
      {now === undefined ? clockTime(at) : age(at, now)}
    </time>
  )
}
