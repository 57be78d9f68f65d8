import { inDays, locale } from '../../../i18n/local.ts'
import { calendarDay, sameDay } from '../../../ui/clock.ts'

const DAY = 86_400_000

/** `Today`, `Yesterday`, else the date, in the language of the screen; with the year where it is another one. */
export function dayWords(at: string, now: number): string {
  if (sameDay(at, now)) return capital(inDays(0))
  if (sameDay(at, now - DAY)) return capital(inDays(-1))
  return calendarDay(at, now)
}

/** `24 Nov 2026, 09:00`. */
export function dayAndTime(at: Date, language: string): string {
  return at.toLocaleString(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
}

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase(locale()) + words.slice(1)
}
