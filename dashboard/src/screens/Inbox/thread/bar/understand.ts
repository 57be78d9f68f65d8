// Times in plain words, in English and German. Loaded when somebody snoozes: the parser is larger than this whole pane.
import * as de from 'chrono-node/de'
import * as en from 'chrono-node/en'

export type Understood = { at: Date } | { problem: 'past' | 'unclear' }

/** When the day begins for whoever says only which day. */
const MORNING = 9

/** Asked in this order: the first part of the day that is named. */
const PARTS_OF_DAY: readonly [words: RegExp, hour: number][] = [
  [/\b(fr[üu]h|vormittags?|morning)\b|morgens\b/i, MORNING],
  [/\b(nachmittags?|afternoon)\b/i, 14],
  [/\b(mittags?|noon|lunch)\b/i, 12],
  [/\b(abends?|evening)\b/i, 18],
  [/\b(nachts?|night|tonight)\b/i, 19],
]

const NEXT_WEEK = /^(next week|n[äa]chste woche|kommende woche)$/i
const WEEKDAY_AND_HOUR = /\b((?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\s+(\d{1,2})$/i
/** Says nothing to the German parser but a Friday. */
const EARLY = /\s*\bfr[üu]h\b/i

/**
 * What somebody means by `tue 9am`, `in 3 hours`, `3d`, `next week`, `morgen 9 Uhr`: a time in their own zone, to come. The
 * language of the screen is asked first, the other one when that understands less of it. A day without a time
 * begins at nine.
 */
export function understand(words: string, language: string, now: Date): Understood {
  const text = words.trim().replace(/\s+/g, ' ')
  if (NEXT_WEEK.test(text)) return { at: onMonday(now) }
  const parsers = language.startsWith('de') ? [german, english] : [english, german]
  const [best] = parsers
    .map((parse) => parse(text, now))
    .filter((found) => found !== undefined)
    .sort((a, b) => b.text.length - a.text.length)
  if (!best) return { problem: 'unclear' }
  const at = timeOf(best, text)
  return at > now ? { at } : { problem: 'past' }
}

type Found = ReturnType<typeof en.parse>[number]

function english(text: string, now: Date): Found | undefined {
  return en.parse(text.replace(WEEKDAY_AND_HOUR, '$1 at $2'), now, { forwardDate: true })[0]
}

function german(text: string, now: Date): Found | undefined {
  return de.parse(text.replace(EARLY, ''), now, { forwardDate: true })[0]
}

function timeOf({ start }: Found, text: string): Date {
  if (start.isCertain('hour')) return start.date()
  const part = PARTS_OF_DAY.find(([words]) => words.test(text))
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')]
  // A parser that found something knows its day.
  return new Date(year ?? 0, (month ?? 1) - 1, day ?? 1, part?.[1] ?? MORNING)
}

function onMonday(now: Date): Date {
  const days = (8 - now.getDay()) % 7 || 7
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING)
}
