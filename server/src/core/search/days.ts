// Times as marks: the day, month and year of a message are words of it, so that a range of time is a few words too.
import type { Time } from '../ids.ts'

const mark = (digits: string) => `d_${digits}`

/** Of one message. */
export function dayMarks(at: Time): string[] {
  const day = at.slice(0, 10).replaceAll('-', '')
  return [mark(day.slice(0, 4)), mark(day.slice(0, 6)), mark(day)]
}

const FIRST_YEAR = 1970
const DAY = 86_400_000

/**
 * Marks of which every day from that of `from` to that of `until` has one, and no other day: whole years, then months,
 * then days, a hundred or so. They reach into the year after `now` at most.
 */
export function marksBetween(from: Time | null, until: Time | null, now: number): string[] {
  const begin = dayOf(Math.max(Date.parse(from ?? '1970-01-01'), Date.UTC(FIRST_YEAR)))
  // Nothing was written later than this, and a mark for each year to the end of time would take a search a second.
  const last = Date.UTC(new Date(now).getUTCFullYear() + 2)
  const end = dayOf(until === null ? last : Math.min(Date.parse(until) + DAY - 1, last))
  const marks: string[] = []
  for (let at = begin; at < end; ) {
    const date = new Date(at)
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
    const digits = date.toISOString().slice(0, 10).replaceAll('-', '')
    const nextYear = Date.UTC(year + 1)
    const nextMonth = Date.UTC(year, month + 1)
    const [length, next] =
      month === 0 && day === 1 && nextYear <= end
        ? [4, nextYear]
        : day === 1 && nextMonth <= end
          ? [6, nextMonth]
          : [8, at + DAY]
    marks.push(mark(digits.slice(0, length)))
    at = next
  }
  return marks
}

const dayOf = (ms: number) => Math.floor(ms / DAY) * DAY
