// When people are there: a week in a time zone, and days on which nobody is. Pure: who asks says what time it is.
import { type Time, timeOf } from '../ids.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** `09:00` to `17:30`, as the clock on the wall there says; `24:00` is the end of the day. */
export type Span = { from: string; to: string }

export type OfficeHours = {
  /** An IANA name, such as `Europe/Berlin`. */
  time_zone: string
  /** In order and apart from each other, day by day; a day that is missing is closed. */
  week: Partial<Record<Weekday, readonly Span[]>>
  /** Closed the whole day, wherever it falls. */
  holidays: readonly { date: string; name: string }[]
}

/** `changesAt`: when it next opens or closes, null when it does neither within two months. */
export type Openness = { open: boolean; changesAt: Time | null }

const DAY = 86_400_000
const MINUTE = 60_000
/** Each day costs some 20 µs, and whoever is open or closed for so long need not be told until when. */
const DAYS_AHEAD = 60
const MOST_ZONES = 100

export function opennessAt(hours: OfficeHours, now: number): Openness {
  const spans = spansFrom(hours, now)
  const current = spans.find(({ from, to }) => from <= now && now < to)
  if (current) return { open: true, changesAt: current.to === Infinity ? null : timeOf(current.to) }
  const next = spans.find(({ from }) => from > now)
  return { open: false, changesAt: next ? timeOf(next.from) : null }
}

/** `HH:MM` as minutes since midnight; undefined for what is none. */
export function minutesOf(text: string): number | undefined {
  const [, hour = '', minute = ''] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text) ?? []
  const minutes = Number(hour) * 60 + Number(minute)
  return hour === '' || minutes > 24 * 60 ? undefined : minutes
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    // The only way there is to ask.
    return false
  }
}

type Stretch = { from: number; to: number }

/**
 * Open stretches from yesterday on, those that touch made one: an office that is open past midnight does not close for
 * a moment. Looks no further than the first that begins after now and is followed by a gap.
 */
function spansFrom({ time_zone, week, holidays }: OfficeHours, now: number): Stretch[] {
  const zone = zoneOf(time_zone)
  const closed = new Set(holidays.map(({ date }) => date))
  const today = Date.parse(`${zone.dateAt(now)}T00:00:00Z`)
  const stretches: Stretch[] = []
  for (let day = -1; day <= DAYS_AHEAD; day++) {
    const midnight = today + day * DAY
    const date = timeOf(midnight).slice(0, 10)
    // 1970-01-01 was a Thursday.
    const weekday = weekdays[(Math.floor(midnight / DAY) + 3) % 7] ?? 'mon'
    if (closed.has(date)) continue
    for (const { from, to } of week[weekday] ?? []) {
      const [start, end] = [from, to].map((text) =>
        zone.instantOf(midnight + (minutesOf(text) ?? 0) * MINUTE),
      )
      // A clock that is put forward may leave nothing of it.
      if (start === undefined || end === undefined || end <= start) continue
      const last = stretches.at(-1)
      if (last && last.to >= start) last.to = Math.max(last.to, end)
      else stretches.push({ from: start, to: end })
    }
    const [previous, last] = stretches.slice(-2)
    if (previous && last && previous.to > now && last.from > now) return stretches
  }
  const last = stretches.at(-1)
  // Open all the time: it does not close as far as anybody can say.
  if (last && last.to > now + (DAYS_AHEAD - 1) * DAY) last.to = Infinity
  return stretches
}

/** Making one takes longer than asking it a hundred times: kept by name. */
const zones = new Map<string, ReturnType<typeof wallClock>>()

function zoneOf(name: string) {
  const known = zones.get(name) ?? wallClock(name)
  if (zones.size >= MOST_ZONES) zones.clear()
  zones.set(name, known)
  return known
}

/** `wall` times are milliseconds as if the clock on the wall were UTC. */
function wallClock(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const wallAt = (instant: number): number => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
    const { year, month, day, hour, minute, second } = part
    return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  }
  return {
    dateAt: (instant: number): string => timeOf(wallAt(instant)).slice(0, 10),
    /**
     * When the clock says so. A time that the clock skips counts as that much later; of one that comes twice the first
     * is meant.
     */
    instantOf(wall: number): number {
      const offsets = [wall - DAY, wall + DAY].map((near) => wallAt(near) - near)
      const candidates = offsets.map((offset) => wall - offset).sort((a, b) => a - b)
      return candidates.find((instant) => wallAt(instant) === wall) ?? candidates.at(-1) ?? wall
    },
  }
}
