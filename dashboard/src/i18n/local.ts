// Dates, figures and lists as the person's language and region write them.
import i18next from 'i18next'

// Making a format takes longer than using it a thousand times.
const made = new Map<string, unknown>()

function once<Format>(kind: string, shape: object, make: (where: string) => Format): Format {
  const where = locale()
  const name = `${kind} ${where} ${JSON.stringify(shape)}`
  // Under this name nothing else was ever kept.
  const known = (made.get(name) as Format | undefined) ?? make(where)
  made.set(name, known)
  return known
}

/** The browser's region, if it speaks the language that was chosen: English dates are not American everywhere. */
export function locale(): string {
  const language = i18next.language ?? 'en'
  return (
    navigator.languages.find((known) => known === language || known.startsWith(`${language}-`)) ?? language
  )
}

export function inShape(shape: Intl.DateTimeFormatOptions, at: string | number | Date): string {
  return once('date', shape, (where) => new Intl.DateTimeFormat(where, shape)).format(new Date(at))
}

export function figure(count: number, shape: Intl.NumberFormatOptions = {}): string {
  return once('number', shape, (where) => new Intl.NumberFormat(where, shape)).format(count)
}

/** `today`, `yesterday`, `in 3 days`. */
export function inDays(days: number): string {
  const shape = { numeric: 'auto' } as const
  return once('relative', shape, (where) => new Intl.RelativeTimeFormat(where, shape)).format(days, 'day')
}

/** `a, b and c`. */
export function listed(things: readonly string[]): string {
  const shape = { type: 'conjunction' } as const
  return once('list', shape, (where) => new Intl.ListFormat(where, shape)).format(things)
}
