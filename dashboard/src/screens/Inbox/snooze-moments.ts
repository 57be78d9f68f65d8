/** A moment that conversations are put off to; its word is `common:snooze.<name>`. */
export type SnoozeMoment = { name: 'later' | 'tomorrow' | 'monday' | 'week' | 'month'; at: Date }

const HOURS = 3
const MINUTES = 15
/** The working day begins at nine. */
const MORNING = 9

/**
 * What every menu offers, in the browser's own time, soonest first: later today while there is a today left, and mornings.
 * Moments that are the same stand there once.
 */
export function snoozeMoments(now: Date): SnoozeMoment[] {
  const morning = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING)
  const later = laterThan(now)
  const moments: SnoozeMoment[] = [
    { name: 'tomorrow', at: morning(1) },
    { name: 'monday', at: morning((8 - now.getDay()) % 7 || 7) },
    { name: 'week', at: morning(7) },
    { name: 'month', at: new Date(now.getFullYear(), now.getMonth() + 1, 1, MORNING) },
  ]
  if (later.getDate() === now.getDate()) moments.unshift({ name: 'later', at: later })
  return moments
    .filter(({ at }, place) => moments.findIndex((other) => other.at.getTime() === at.getTime()) === place)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
}

/** On a quarter of an hour, as clocks show it there: not every zone is whole hours away from Greenwich. */
function laterThan(now: Date): Date {
  const later = new Date(now)
  later.setHours(now.getHours() + HOURS, Math.ceil(now.getMinutes() / MINUTES) * MINUTES, 0, 0)
  return later
}
