export type Preset = { name: 'later' | 'tomorrow' | 'nextWeek' | 'nextMonth'; at: Date }

const HOUR = 3_600_000
const MORNING = 9

/** What most people want, in their own time zone. The working day begins at nine. */
export function snoozePresets(now: Date): Preset[] {
  const morning = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING)
  const toMonday = (8 - now.getDay()) % 7 || 7
  const later = new Date(Math.ceil((now.getTime() + 3 * HOUR) / (HOUR / 4)) * (HOUR / 4))
  return [
    { name: 'later', at: later },
    { name: 'tomorrow', at: morning(1) },
    { name: 'nextWeek', at: morning(toMonday) },
    { name: 'nextMonth', at: new Date(now.getFullYear(), now.getMonth() + 1, 1, MORNING) },
  ]
}
