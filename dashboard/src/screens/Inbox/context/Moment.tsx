import type { ReactElement } from 'react'
import { clockTime, dayName, fullTime } from '../../../ui/clock.ts'

/** `Today 14:02`, else the day and the time. */
export function Moment({ at }: { at: string }): ReactElement {
  return (
    <time className="figures" dateTime={at} title={fullTime(at)}>
      {dayName(at, Date.now())} {clockTime(at)}
    </time>
  )
}
