import i18next from 'i18next'
import { figure, inShape } from '../i18n/local.ts'

// Times as the person's language and region write them.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const shapes = {
  hourMinute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  dayMonth: { day: 'numeric', month: 'short' },
  dayMonthYear: { day: 'numeric', month: 'short', year: 'numeric' },
  whole: { dateStyle: 'full', timeStyle: 'medium' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const short = (count: number, unit: 'minute' | 'hour' | 'day'): string =>
  figure(Math.floor(count), { style: 'unit', unit, unitDisplay: 'narrow' })

/** `now`, `4m`, `3h`, `2d`, then the date: what fits the corner of a row. */
export function age(at: string, now: number): string {
  const passed = now - Date.parse(at)
  if (passed < MINUTE) return i18next.t('shell:now')
  if (passed < HOUR) return short(passed / MINUTE, 'minute')
  if (passed < DAY) return short(passed / HOUR, 'hour')
  if (passed < 7 * DAY) return short(passed / DAY, 'day')
  return calendarDay(at, now)
}

export function clockTime(at: string): string {
  return inShape(shapes.hourMinute, at)
}

export function calendarDay(at: string, now: number): string {
  const thisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return inShape(thisYear ? shapes.dayMonth : shapes.dayMonthYear, at)
}

export function sameDay(a: string | number, b: string | number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}

export function fullTime(at: string): string {
  return inShape(shapes.whole, at)
}
