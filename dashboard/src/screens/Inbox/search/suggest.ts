import { fixedValues, type Operator, operators, termOf } from './tokens.ts'

/** What there is to search by: the team, tags and channels there are, and people this page has seen. */
export type Known = {
  teammates: readonly string[]
  people: readonly string[]
  tags: readonly string[]
  /** Names and kinds. */
  channels: readonly string[]
}

export type Suggestion =
  /** Completes what is being typed, and is to be followed by a value. */
  | { kind: 'operator'; operator: Operator; text: string }
  /** Completes a term. */
  | { kind: 'value'; operator: Operator; label: string; text: string }
  /** A whole search. */
  | { kind: 'recent'; text: string }

const MOST_VALUES = 8
const TYPED = /(?:^|\s)(-?)(\w+):("[^"]*|\S*)$/u

/** The value of an operator that is being typed at the end of `text`; null while none is. */
export function valueBegun(text: string, operator: Operator): string | null {
  const [, , name = '', typed = ''] = TYPED.exec(text) ?? []
  return name.toLowerCase() === operator ? typed.replace(/^"/, '') : null
}

/** What may follow on `text`, whose end is being typed. */
export function suggestions(
  text: string,
  known: Known,
  recent: readonly string[],
  today: Date,
): Suggestion[] {
  const [, minus = '', name = '', typed = ''] = TYPED.exec(text) ?? []
  const operator = operators.find((one) => one === name.toLowerCase())
  if (operator) {
    const begun = text.slice(0, text.length - (minus.length + name.length + 1 + typed.length))
    const wanted = typed.replace(/^"/, '').toLocaleLowerCase()
    return valuesOf(operator, known, today)
      .filter((value) => value.toLocaleLowerCase().includes(wanted))
      .toSorted((a, b) => Number(begins(b, wanted)) - Number(begins(a, wanted)))
      .slice(0, MOST_VALUES)
      .map((value) => ({
        kind: 'value',
        operator,
        label: value,
        text: `${begun}${minus}${termOf(operator, value)} `,
      }))
  }
  const word = /(?:^|\s)-?([a-z]*)$/i.exec(text)?.[1]
  if (word === undefined) return []
  const begun = text.slice(0, text.length - word.length)
  const fitting = operators.filter((one) => one.startsWith(word.toLowerCase()))
  const offered: Suggestion[] = fitting.map((one) => ({
    kind: 'operator',
    operator: one,
    text: `${begun}${one}:`,
  }))
  if (text.trim() === '') return [...recent.map((q): Suggestion => ({ kind: 'recent', text: q })), ...offered]
  return word === '' ? [] : offered
}

const begins = (value: string, wanted: string): boolean => value.toLocaleLowerCase().startsWith(wanted)

function valuesOf(operator: Operator, known: Known, today: Date): readonly string[] {
  switch (operator) {
    case 'from':
    case 'to':
      return [...known.teammates, ...known.people]
    case 'assignee':
      return ['me', 'none', ...known.teammates]
    case 'tag':
      return known.tags
    case 'channel':
      return known.channels
    case 'before':
    case 'after': {
      const day = today.toISOString()
      return ['1d', '7d', '30d', day.slice(0, 10), day.slice(0, 7), day.slice(0, 4)]
    }
    default:
      return fixedValues[operator] ?? []
  }
}
