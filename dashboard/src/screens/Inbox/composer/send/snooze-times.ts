export type SnoozeTime = { name: 'later' | 'tomorrow' | 'monday'; at: Date }

const MORNING = 9
const LATER = 3

/** In the person's own time zone; later today only while there is a today left. */
export function snoozeTimes(now: Date): SnoozeTime[] {
  const later = new Date(now)
  later.setHours(now.getHours() + LATER, 0, 0, 0)
  const tomorrow = morningIn(now, 1)
  const monday = morningIn(now, (8 - now.getDay()) % 7 || 7)
  const times: SnoozeTime[] = [{ name: 'tomorrow', at: tomorrow }]
  if (later.getDate() === now.getDate()) times.unshift({ name: 'later', at: later })
  if (monday.getTime() !== tomorrow.getTime()) times.push({ name: 'monday', at: monday })
  return times
}

function morningIn(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING)
}
