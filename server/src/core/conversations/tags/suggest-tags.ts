import type { Queryable } from '../../../db/schema.ts'
import type { OrgId } from '../../ids.ts'
import { wordsOf } from '../../search/words.ts'
import { MOST_LOOKED_AT, walkTags } from './queries.ts'

/**
 * Tags in use that begin as `begun` does, or have words that do, without regard to case and accents: those of the
 * youngest conversations first. Where there are more than 2,000 different tags, what is spelt like that is found as well.
 */
export async function suggestTags(db: Queryable, org: OrgId, begun: string, most: number): Promise<string[]> {
  const asked = wordsOf(begun)
  const fits = (tag: string): boolean => {
    if (tag.startsWith(begun)) return true
    const words = wordsOf(tag)
    return asked.length > 0 && asked.every((part) => words.some((word) => word.startsWith(part)))
  }
  const all = await walkTags(db, org, '')
  const near = all.length === MOST_LOOKED_AT && begun !== '' ? await walkTags(db, org, begun) : []
  const newest = new Map([...all, ...near].filter(({ tag }) => fits(tag)).map((one) => [one.tag, one.newest]))
  return [...newest]
    .sort(([a, first], [b, second]) => (first === second ? (a < b ? -1 : 1) : first < second ? 1 : -1))
    .slice(0, most)
    .map(([tag]) => tag)
}
