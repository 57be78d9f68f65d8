// Times as settings say them, in the language of the page.
import i18next from 'i18next'
import { inShape } from '../../../i18n/local.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function dayOf(at: string): string {
  return inShape({ dateStyle: 'medium' }, at)
}

/** The year only where it is another one. */
export function momentOf(at: string): string {
  const date = new Date(at)
  const year = date.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' as const }
  const shape = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', ...year } as const
  return inShape(shape, date)
}

/** To the second, for where every second may matter. */
export function exactly(at: string): string {
  return inShape({ dateStyle: 'medium', timeStyle: 'medium' }, at)
}

/** `now`, `4 min ago`, `3 h ago`, `2 days ago`, then the date. */
export function ago(at: string, now: number): string {
  const passed = now - Date.parse(at)
  const say = (unit: string, count: number) => i18next.t(`settings:ago.${unit}`, { count })
  if (passed < MINUTE) return say('now', 0)
  if (passed < HOUR) return say('minutes', Math.floor(passed / MINUTE))
  if (passed < DAY) return say('hours', Math.floor(passed / HOUR))
  if (passed < 7 * DAY) return say('days', Math.floor(passed / DAY))
  return dayOf(at)
}

export type Expiry = { state: 'never' | 'far' | 'soon' | 'past'; days: number }

const SOON_DAYS = 14

export function expiryOf(at: string | null, now: number): Expiry {
  if (at === null) return { state: 'never', days: 0 }
  const left = Date.parse(at) - now
  const days = Math.ceil(left / DAY)
  if (left <= 0) return { state: 'past', days }
  return { state: days <= SOON_DAYS ? 'soon' : 'far', days }
}
