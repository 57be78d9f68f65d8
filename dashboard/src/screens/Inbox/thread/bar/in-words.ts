const DAY = 86_400_000
const HOUR = 3_600_000

/** `in 2 days`, in the language of the screen: by the calendar, for on Saturday evening Tuesday morning is in three days. */
export function inWords(at: Date, now: Date, language: string): string {
  const ahead = at.getTime() - now.getTime()
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  if (ahead >= DAY) return format.format(Math.round((midnight(at) - midnight(now)) / DAY), 'day')
  if (ahead >= HOUR) return format.format(Math.round(ahead / HOUR), 'hour')
  return format.format(Math.max(1, Math.round(ahead / 60_000)), 'minute')
}

const midnight = (time: Date): number => new Date(time).setHours(0, 0, 0, 0)
