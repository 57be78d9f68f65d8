import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTime, fullTime } from '../../../ui/clock.ts'
import { dayWords } from '../thread/day-words.ts'

/** `Today 14:02`, else the day and the time. */
export function Moment({ at }: { at: string }): ReactElement {
  // Draws it anew in another language.
  useTranslation()
  return (
    <time className="figures" dateTime={at} title={fullTime(at)}>
      {dayWords(at, Date.now())} {clockTime(at)}
    </time>
  )
}
