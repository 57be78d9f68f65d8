// Times of a day as a site's hours have them: `09:00`, and `24:00` for its end.
export type Span = { from: string; to: string }

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof DAYS)[number]

const HOUR = 60
const NEW_DAY: Span = { from: '09:00', to: '17:00' }

/** `9`, `930` and `9.30` are what people type in a hurry; what is no time stays as it was typed. */
export function clockFrom(typed: string): string {
  const text = typed.trim()
  const [, hours = '', minutes = '00'] =
    /^(\d{1,2})(?:[:.h]?(\d{2}))?$/.exec(text) ?? /^(\d)(\d{2})$/.exec(text) ?? []
  const clock = `${hours.padStart(2, '0')}:${minutes}`
  return hours !== '' && minutesOf(clock) !== null ? clock : text
}

export function minutesOf(clock: string): number | null {
  const [, hour, minute] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(clock) ?? []
  if (hour === undefined) return null
  const minutes = Number(hour) * HOUR + Number(minute)
  return minutes > 24 * HOUR ? null : minutes
}

/** The key of the word that says what is wrong with a day; null when nothing is. */
export function clockComplaint(spans: readonly Span[]): 'time' | 'order' | null {
  const times = spans.flatMap(({ from, to }) => [minutesOf(from), minutesOf(to)])
  if (times.some((time) => time === null)) return 'time'
  return times.every((time, at) => at === 0 || Number(time) > Number(times[at - 1])) ? null : 'order'
}

/** After a break of an hour, as far as the day goes. */
export function nextSpan(spans: readonly Span[]): Span {
  const end = minutesOf(spans.at(-1)?.to ?? '')
  if (end === null) return NEW_DAY
  const from = Math.min(end + HOUR, 23 * HOUR)
  return { from: clockOf(from), to: clockOf(Math.min(from + 4 * HOUR, 24 * HOUR)) }
}

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / HOUR)).padStart(2, '0')}:${String(minutes % HOUR).padStart(2, '0')}`
