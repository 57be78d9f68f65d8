import type { Queryable } from '../../../db/schema.ts'
import type { OrgId } from '../../ids.ts'
import type { Noun } from '../queries.ts'
import { countMatches, type Range, type Term, type WordPlace, walkWords } from './queries.ts'

/** Entries of the index looked at for one page: some 5 ms. A page that ends there is short and has a cursor. */
const WINDOW = 500
const WINDOWS = 4

/** Where to go on, and along which term: the choice between them may fall differently a moment later. */
export type SearchPlace = WordPlace & { along: number }

/**
 * The next ones who match every term: walks along the term with the fewest entries, in the order of its words and then of
 * names. Bounded however many match it and however few of these match the others.
 */
export async function findPage(
  db: Queryable,
  org: OrgId,
  noun: Noun,
  { terms, after, limit }: { terms: readonly Term[]; after: SearchPlace | undefined; limit: number },
): Promise<{ ids: string[]; next: SearchPlace | undefined }> {
  const number = after?.along ?? (await rarest(db, org, noun, terms))
  const along = terms[number]
  if (along === undefined) return { ids: [], next: undefined }
  const also = terms.filter((term) => term !== along)
  const rows: WordPlace[] = []
  const [first, ...later] = rangesOf(along, after)
  if (first === undefined) return { ids: [], next: undefined }
  let range = first
  let place: WordPlace = after ?? startOf(range)
  for (let windows = 0; windows < WINDOWS; windows++) {
    const walk = { noun, along, range, also, after: place, window: WINDOW }
    const { found, end } = await walkWords(db, org, walk)
    rows.push(...found)
    const last = rows[limit - 1]
    const more = rows.length > limit || end !== undefined || later.length > 0
    if (last) return { ids: idsOf(rows, limit), next: more ? { ...last, along: number } : undefined }
    const next: Range | undefined = end === undefined ? later.shift() : range
    if (next === undefined) return { ids: idsOf(rows, limit), next: undefined }
    place = end ?? startOf(next)
    range = next
  }
  return { ids: idsOf(rows, limit), next: { ...place, along: number } }
}

/** The ranges of a term, in order, from the one on in which that place is. */
function rangesOf(term: Term, from: WordPlace | undefined): Range[] {
  if ('beginning' in term) return [term]
  const words = [...term.exactly].sort()
  return words.filter((word) => from === undefined || word >= from.word).map((word) => ({ word }))
}

/** Before everything in it: nobody has an empty id. */
const startOf = (range: Range): WordPlace => ({
  word: 'word' in range ? range.word : range.beginning,
  sortName: '',
  id: '',
})

/** Whether a walk along this term could have come by that word. */
export function isOn(term: Term | undefined, word: string): boolean {
  if (term === undefined) return false
  return 'beginning' in term ? word.startsWith(term.beginning) : term.exactly.includes(word)
}

const idsOf = (rows: WordPlace[], limit: number) => rows.slice(0, limit).map((row) => row.id)

async function rarest(db: Queryable, org: OrgId, noun: Noun, terms: readonly Term[]): Promise<number> {
  if (terms.length < 2) return 0
  const most = WINDOW * WINDOWS
  const counts = await Promise.all(terms.map((term) => countMatches(db, org, noun, term, most)))
  return counts.indexOf(Math.min(...counts))
}
