import { inShape } from '../../i18n/local.ts'
import { sameDay } from '../../ui/clock.ts'

const WEEK = 7 * 86_400_000

/** `14:00`, `Thu, 09:00`, `5 Mar`: as much as tells the moment apart from others. */
export function untilWords(at: string | number, now: number): string {
  const date = new Date(at)
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const near = date.getTime() - now < WEEK - 86_400_000
  const parts: Intl.DateTimeFormatOptions = sameDay(date.getTime(), now)
    ? time
    : near
      ? { weekday: 'short', ...time }
      : { day: 'numeric', month: 'short' }
  return inShape(parts, date)
}
