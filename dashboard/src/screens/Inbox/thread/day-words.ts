import { sameDay } from '../../../ui/clock.ts'

const DAY = 86_400_000

/** `Today`, `Yesterday`, else the date, in the language of the screen; with the year where it is another one. */
export function dayWords(at: string, now: number, language: string): string {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  if (sameDay(at, now)) return capital(relative.format(0, 'day'), language)
  if (sameDay(at, now - DAY)) return capital(relative.format(-1, 'day'), language)
  const date = new Date(at)
  return date.toLocaleDateString(language, {
    day: 'numeric',
    month: 'short',
    ...(date.getFullYear() !== new Date(now).getFullYear() && { year: 'numeric' }),
  })
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

function capital(words: string, language: string): string {
  return words.charAt(0).toLocaleUpperCase(language) + words.slice(1)
}
