// Numbers as people of a language read them. The browser knows how; nothing of it is translated here.

export function fileSize(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  let place = 0
  let value = bytes
  while (value >= 1_000 && place < units.length - 1) {
    value /= 1_024
    place++
  }
  const maximumFractionDigits = value < 10 && place > 0 ? 1 : 0
  const unit = units[place] ?? 'byte'
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits,
  }).format(value)
}

/** Whole seconds, or minutes where there are many. */
export function waitTime(milliseconds: number, locale: string): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1_000))
  const [value, unit] = seconds < 100 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
}
