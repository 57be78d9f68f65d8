import type { Filters } from '../list/filters.ts'
import { joinQuery, splitQuery, type Token, wrongOf } from '../search/tokens.ts'

/** What narrows a list, one by one, each to be taken away. */
export type Chip =
  | { of: 'filter'; name: Exclude<keyof Filters, 'q' | 'sort'>; value: string }
  | { of: 'search'; token: Token; wrong: boolean }

export function chipsOf(filters: Filters): Chip[] {
  const { q, sort: _, ...rest } = filters
  const names = Object.keys(rest) as (keyof typeof rest)[]
  return [
    ...names.map((name): Chip => ({ of: 'filter', name, value: String(rest[name] ?? '') })),
    ...splitQuery(q ?? '').chips.map(
      (token): Chip => ({ of: 'search', token, wrong: wrongOf(token) !== null }),
    ),
  ]
}

export function withoutChip(filters: Filters, chip: Chip): Filters {
  if (chip.of === 'filter') {
    const { [chip.name]: _, ...rest } = filters
    return rest
  }
  const { q = '', ...rest } = filters
  const { chips, text } = splitQuery(q)
  const gone = chips.findIndex(({ raw }) => raw === chip.token.raw)
  const left = joinQuery(chips.toSpliced(gone, 1), text)
  return left === '' ? rest : { ...rest, q: left }
}
