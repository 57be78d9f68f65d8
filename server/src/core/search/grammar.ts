// The search grammar: words, "phrases", and operators such as from: or status:, each of which `-` turns round.
import type { Clause, Phrase } from '../../db/full-text.ts'
import { priorities, type Status, statuses } from '../conversations/state/changes.ts'
import { DomainError } from '../errors.ts'
import { type Time, timeOf } from '../ids.ts'
import { authorMark, recipientMark, traitMark, traits } from './document.ts'
import { wordsOf } from './words.ts'

export type Priority = (typeof priorities)[number]

/** Values of one operator: a conversation must have one of `any` (of tags: each), and none of `none`. */
export type Wanted<T> = { any: T[]; none: T[] }

export type Search = {
  /** What a message must say, and must not. */
  all: Clause[]
  none: Clause[]
  /** Written at or after, and before. */
  from: Time | null
  until: Time | null
  status: Wanted<Status>
  /** `none`: of no priority. */
  priority: Wanted<Priority | 'none'>
  tag: Wanted<string>
  /** Who, as given: an id, a name, an address, `me` or `none`. */
  assignee: Wanted<string>
  /** A channel's kind, name or id, as given. */
  channel: Wanted<string>
}

const MOST_TERMS = 20
const SHORTEST_PREFIX = 3

/** An operator with its value, a phrase in quotes, or a word; `-` before any of them. */
const TERM = /(-?)(?:(\w+):(?:"([^"]*)(?:"|$)|(\S+))|"([^"]*)(?:"|$)|(\S+))/gu

/**
 * Reads what somebody typed. Operators nobody knows are words: a pasted `https://…` must find itself.
 * @param now what `after:7d` counts back from.
 * @throws {DomainError} `invalid` on field `q` for a value an operator cannot take, and for too many terms.
 */
export function parseSearch(text: string, now: number): Search {
  const search: Search = {
    all: [],
    none: [],
    from: null,
    until: null,
    status: { any: [], none: [] },
    priority: { any: [], none: [] },
    tag: { any: [], none: [] },
    assignee: { any: [], none: [] },
    channel: { any: [], none: [] },
  }
  const people: Record<'from' | 'to', Phrase[]> = { from: [], to: [] }
  let terms = 0
  for (const [whole, minus, operator = '', quoted, bare, phrase, word] of text.matchAll(TERM)) {
    if (++terms > MOST_TERMS) throw refused(`has too many terms (maximum ${MOST_TERMS})`)
    const not = minus === '-'
    const value = quoted ?? bare
    const read = Object.hasOwn(operators, operator.toLowerCase())
      ? operators[operator.toLowerCase()]
      : undefined
    if (value !== undefined && read) {
      if (value === '') throw refused(`${operator}: lacks a value`)
      read({ search, people, value, not, now })
      continue
    }
    const said =
      value === undefined ? phraseOf(phrase ?? word ?? '', phrase === undefined) : phraseOf(whole, true)
    if (said) search[not ? 'none' : 'all'].push([said])
  }
  for (const phrases of Object.values(people)) if (phrases.length > 0) search.all.push(phrases)
  return search
}

type Reading = {
  search: Search
  people: Record<'from' | 'to', Phrase[]>
  value: string
  not: boolean
  now: number
}

const operators: Readonly<Record<string, (reading: Reading) => void>> = {
  from: ({ search, people, value, not }) => person(search, people.from, value, not, authorMark),
  to: ({ search, people, value, not }) => person(search, people.to, value, not, recipientMark),
  has: ({ search, value, not }) => {
    const trait = oneOf('has', traits, value)
    search[not ? 'none' : 'all'].push([{ words: [traitMark(trait)], prefix: false }])
  },
  status: ({ search, value, not }) => wanted(search.status, oneOf('status', statuses, value), not),
  priority: ({ search, value, not }) =>
    wanted(search.priority, oneOf('priority', [...priorities, 'none'] as const, value), not),
  tag: ({ search, value, not }) => wanted(search.tag, value.normalize('NFC'), not),
  assignee: ({ search, value, not }) => wanted(search.assignee, value, not),
  channel: ({ search, value, not }) => wanted(search.channel, value, not),
  after: ({ search, value, not, now }) => bound(search, not ? 'until' : 'from', 'after', value, now),
  before: ({ search, value, not, now }) => bound(search, not ? 'from' : 'until', 'before', value, now),
}

function person(
  search: Search,
  people: Phrase[],
  value: string,
  not: boolean,
  mark: (word: string) => string,
): void {
  const words = wordsOf(value).map(mark)
  if (words.length === 0) throw refused(`${value} names nobody`)
  const phrase = { words, prefix: false }
  if (not) search.none.push([phrase])
  // Of several people any may have written it.
  else people.push(phrase)
}

function wanted<T>(values: Wanted<T>, value: T, not: boolean): void {
  values[not ? 'none' : 'any'].push(value)
}

function oneOf<T extends string>(operator: string, values: readonly T[], given: string): T {
  const known = values.find((value) => value === given.toLowerCase())
  if (known === undefined) throw refused(`${operator}: must be one of: ${values.join(', ')}`)
  return known
}

/** What stands together without spaces is a phrase: `ASM-12`, `maria@example.com`, an address of a page. */
function phraseOf(text: string, mayContinue: boolean): Phrase | undefined {
  const words = wordsOf(text)
  if (words.length === 0) return undefined
  const prefix = mayContinue && text.endsWith('*')
  if (prefix && (words.at(-1)?.length ?? 0) < SHORTEST_PREFIX)
    throw refused(`* needs at least ${SHORTEST_PREFIX} letters before it`)
  return { words, prefix }
}

function bound(search: Search, side: 'from' | 'until', operator: string, value: string, now: number): void {
  const at = timeIn(value, now)
  if (at === undefined)
    throw refused(`${operator}: must be a date such as 2026-01-31, 2026-01 or 2026, or an age such as 7d`)
  const known = search[side]
  const narrower = known === null || (side === 'from' ? at > known : at < known)
  if (narrower) search[side] = at
}

const HOUR = 3_600_000
const AGES: Readonly<Record<string, number>> = {
  h: HOUR,
  d: 24 * HOUR,
  w: 7 * 24 * HOUR,
  m: 30 * 24 * HOUR,
  y: 365 * 24 * HOUR,
}

/** Days, months and years begin at midnight UTC. */
function timeIn(value: string, now: number): Time | undefined {
  const [, count, unit = ''] = /^(\d{1,4})([hdwmy])$/i.exec(value) ?? []
  const age = AGES[unit.toLowerCase()]
  if (count !== undefined && age !== undefined) return timeOf(Math.max(0, now - Number(count) * age))
  if (!/^\d{4}(-\d{2}(-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?)?)?$/i.test(value)) return undefined
  const at = new Date(value.toUpperCase())
  // 2026-02-31 would become a day in March.
  const day = value.slice(0, 10)
  const sameDay = at.getTime() >= 0 && new Date(day).toISOString().startsWith(day)
  return sameDay ? timeOf(at.getTime()) : undefined
}

function refused(rule: string): DomainError {
  return new DomainError('invalid', `q: ${rule}`, { field: 'q' })
}
