const HOUR = 3_600_000
const MORNING = 9

export type SnoozeTime = { name: 'later' | 'tomorrow' | 'monday' | 'week'; at: Date }

/** Moments that people put things off to, in the time of the browser; those that are the same are named once. */
export function snoozeTimes(now: Date): SnoozeTime[] {
  const later = new Date(Math.ceil((now.getTime() + 3 * HOUR) / HOUR) * HOUR)
  const toMonday = (8 - now.getDay()) % 7 || 7
  const times: SnoozeTime[] = [
    { name: 'tomorrow', at: morning(now, 1) },
    { name: 'monday', at: morning(now, toMonday) },
    { name: 'week', at: morning(now, 7) },
  ]
  const today = later.getDate() === now.getDate() ? [{ name: 'later' as const, at: later }] : []
  return [...today, ...times].filter(
    ({ at }, index, all) => all.findIndex((other) => other.at.getTime() === at.getTime()) === index,
  )
}

function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING)
}
