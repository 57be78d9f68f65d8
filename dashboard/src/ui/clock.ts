const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const hourMinute = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const dayMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const dayMonthYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })

/** `now`, `4m`, `3h`, `2d`, then the date: what fits the corner of a row. */
export function age(at: string, now: number): string {
  const passed = now - Date.parse(at)
  if (passed < MINUTE) return 'now'
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)}m`
  if (passed < DAY) return `${Math.floor(passed / HOUR)}h`
  if (passed < 7 * DAY) return `${Math.floor(passed / DAY)}d`
  return calendarDay(at, now)
}

export function clockTime(at: string): string {
  return hourMinute.format(new Date(at))
}

export function calendarDay(at: string, now: number): string {
  const date = new Date(at)
  const thisYear = date.getFullYear() === new Date(now).getFullYear()
  return (thisYear ? dayMonth : dayMonthYear).format(date)
}

export function dayName(at: string, now: number): string {
  if (sameDay(at, now)) return 'Today'
  if (sameDay(at, now - DAY)) return 'Yesterday'
  return calendarDay(at, now)
}

export function sameDay(a: string | number, b: string | number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}

export function fullTime(at: string): string {
  return whole.format(new Date(at))
}
