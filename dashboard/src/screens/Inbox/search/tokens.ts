// A search as somebody typed it, taken apart as the server will (docs/api/search.md): operators become chips, words stay text.

export const operators = [
  'from',
  'to',
  'tag',
  'channel',
  'status',
  'assignee',
  'before',
  'after',
  'has',
  'priority',
] as const
export type Operator = (typeof operators)[number]

export type Token = {
  /** As it was typed, with `-` before it where it is turned round. */
  raw: string
  /** Null: a word or a phrase. */
  operator: Operator | null
  value: string
}

/** What is wrong with a term: a key of `search.wrong` and what stands in its sentence. */
export type Wrong = { key: 'empty' | 'oneOf' | 'date' | 'prefix'; operator: string; values: string }

const TERM = /-?(?:(\w+):(?:"([^"]*)(?:"|$)|(\S*))|"[^"]*(?:"|$)|\S+)/gu

/** Values that an operator takes, where there are only these. */
export const fixedValues: Readonly<Partial<Record<Operator, readonly string[]>>> = {
  status: ['open', 'pending', 'snoozed', 'closed'],
  priority: ['low', 'normal', 'high', 'urgent', 'none'],
  has: ['file', 'image', 'note'],
}

const AGE = /^\d{1,4}[hdwmy]$/i
const DAY = /^\d{4}(-\d{2}(-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?)?)?$/i

export function tokensOf(q: string): Token[] {
  return [...q.matchAll(TERM)].map(([raw, name, quoted, bare]) => {
    const operator = operators.find((one) => one === name?.toLowerCase()) ?? null
    return { raw, operator, value: operator === null ? raw : (quoted ?? bare ?? '') }
  })
}

/** Operators apart from words; put together again they ask for the same. */
export function splitQuery(q: string): { chips: Token[]; text: string } {
  const tokens = tokensOf(q)
  return {
    chips: tokens.filter(({ operator }) => operator !== null),
    text: tokens
      .filter(({ operator }) => operator === null)
      .map(({ raw }) => raw)
      .join(' '),
  }
}

export function joinQuery(chips: readonly Token[], text: string): string {
  return [...chips.map(({ raw }) => raw), text.trim()].filter((part) => part !== '').join(' ')
}

/** `from:jo`, `from:"jo march"` */
export function termOf(operator: Operator, value: string): string {
  return /[\s"]/.test(value) ? `${operator}:"${value.replaceAll('"', '')}"` : `${operator}:${value}`
}

/** What the server would refuse, said before it is asked. */
export function wrongOf({ operator, value, raw }: Token): Wrong | null {
  if (operator === null) {
    const short = /^-?([\p{L}\p{N}]*)\*$/u.exec(raw)?.[1]
    return short !== undefined && short.length < 3 ? { key: 'prefix', operator: '', values: '' } : null
  }
  if (value === '') return { key: 'empty', operator, values: '' }
  const values = fixedValues[operator]
  if (values && !values.includes(value.toLowerCase()))
    return { key: 'oneOf', operator, values: values.join(', ') }
  if ((operator === 'before' || operator === 'after') && !isMoment(value))
    return { key: 'date', operator, values: '' }
  return null
}

function isMoment(value: string): boolean {
  if (AGE.test(value)) return true
  if (!DAY.test(value)) return false
  const at = new Date(value.toUpperCase())
  // 2026-02-31 would become a day in March.
  return at.getTime() >= 0 && (value.length > 10 || at.toISOString().startsWith(value))
}
