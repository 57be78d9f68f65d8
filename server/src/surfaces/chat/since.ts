import { timeOf } from '../../core/ids.ts'

/** As our own answers have it, and pollers send it back. */
const OURS = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?([Zz]|[+-]\d{2}(:?\d{2})?)?$/

/**
 * ISO 8601 as clients send it: with or without seconds and offset, which is UTC then, and with a blank where a `+` was
 * not encoded (docs/contracts.md 4c#8). Undefined for what is no time.
 */
export function timeFrom(given: string): string | undefined {
  if (OURS.test(given) && given >= FIRST && isSame(given)) return given
  const text = given.trim().replace(/(:\d{2}(?:[.,]\d+)?) (\d{2}(?::?\d{2})?)$/, '$1+$2')
  if (!DATE.test(text) && !TIME.test(text)) return undefined
  const [, date = '', clock = '', offset = ''] =
    /^(\d{4}-\d{2}-\d{2})[Tt ]?([\d:.,]*)([Zz]|[+-][\d:]+)?$/.exec(text) ?? []
  const whole = clock === '' ? '00:00' : clock.replace(',', '.')
  const zone = /^[+-]\d{2}$/.test(offset) ? `${offset}:00` : offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const at = Date.parse(`${date}T${whole}${zone.toUpperCase() || 'Z'}`)
  return Number.isNaN(at) || at < 0 || !isDay(date) ? undefined : timeOf(at)
}

const FIRST = timeOf(0)

function isSame(time: string): boolean {
  const at = Date.parse(time)
  return !Number.isNaN(at) && timeOf(at) === time
}

/** The engine takes 30 February for a day in March. */
function isDay(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(at) && timeOf(at).startsWith(date)
}
