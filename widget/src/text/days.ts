// When something was said. The browser has the words.

export function clockTime(at: number, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', ...zone(timeZone) }).format(at)
}

/** Today and yesterday by name, this week by weekday, everything else by its date; the year when it is another one. */
export function dayName(at: number, now: number, locale: string, timeZone?: string): string {
  const days = dayNumber(now, timeZone) - dayNumber(at, timeZone)
  if (days === 0 || days === 1) {
    const name = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day')
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
  }
  const sameYear = year(at, timeZone) === year(now, timeZone)
  const date: Intl.DateTimeFormatOptions =
    days > 1 && days < 7
      ? { weekday: 'long' }
      : { weekday: 'short', day: 'numeric', month: 'short', ...(!sameYear && { year: 'numeric' }) }
  return new Intl.DateTimeFormat(locale, { ...date, ...zone(timeZone) }).format(at)
}

/** A time of today as a time, of other days with its weekday: "Mon, 9:00". */
export function soon(at: number, now: number, locale: string, timeZone?: string): string {
  if (dayNumber(at, timeZone) === dayNumber(now, timeZone)) return clockTime(at, locale, timeZone)
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
    ...zone(timeZone),
  }).format(at)
}

function zone(timeZone: string | undefined): { timeZone?: string } {
  return timeZone ? { timeZone } : {}
}

function parts(at: number, timeZone: string | undefined): string[] {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', ...zone(timeZone) } as const
  return new Intl.DateTimeFormat('en-CA', options).format(at).split('-')
}

function dayNumber(at: number, timeZone: string | undefined): number {
  return Date.parse(`${parts(at, timeZone).join('-')}T00:00:00Z`) / 86_400_000
}

function year(at: number, timeZone: string | undefined): string {
  return parts(at, timeZone)[0] ?? ''
}
