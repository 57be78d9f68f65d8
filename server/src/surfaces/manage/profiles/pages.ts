// Pages of contacts and companies: all by name, or those that match, in the order of the words that match.
import { z } from 'zod'
import { findCompany } from '../../../core/companies/queries.ts'
import type { Core } from '../../../core/core.ts'
import { DomainError } from '../../../core/errors.ts'
import type { OrgId } from '../../../core/ids.ts'
import { listAliases } from '../../../core/profiles/merge/queries.ts'
import type { Noun } from '../../../core/profiles/queries.ts'
import { findPage, isOn } from '../../../core/profiles/search/find-page.ts'
import { pageOfAll, type Term } from '../../../core/profiles/search/queries.ts'
import { companyWord, tagWord, wordsAsked } from '../../../core/profiles/words.ts'
import { storable } from '../../../core/storable.ts'
import { cursorOf, pageQuery, placeFrom } from '../paging.ts'
import { ulid } from '../params.ts'

/** A cursor of these lists holds a name and a word, which are up to 300 bytes each. */
const LONGEST_CURSOR = 1_500

const words = (name: string, longest: number) =>
  z
    .string(`${name} is given twice`)
    .max(longest, `${name} is too long (maximum ${longest} characters)`)
    .transform(storable)
    .optional()

export const profileQuery = pageQuery.extend({
  after: z
    .string('after is given twice')
    .max(LONGEST_CURSOR, 'after is not a cursor of this list')
    .optional(),
  q: words('q', 200),
  tag: words('tag', 100),
})

export const contactQuery = profileQuery.extend({ company: ulid.optional() })

type Query = z.output<typeof contactQuery>
type Page = { ids: string[]; next_cursor: string | null }

/** The ids of a page in its order, and where the next one begins. */
export async function pageOfProfiles(core: Core, org: OrgId, noun: Noun, query: Query): Promise<Page> {
  const terms = await termsOf(core, org, query)
  if (terms === undefined) return await allOf(core, org, noun, query)
  const place = placeFrom(query.after, ['along', 'word', 'sortName', 'id'])
  const after = place && {
    along: Number(place.along),
    word: textIn(place.word),
    sortName: textIn(place.sortName),
    id: place.id,
  }
  if (after && !isOn(terms[after.along], after.word)) throw notACursor()
  // An everyday question; the index answers it within milliseconds wherever it is asked.
  const { ids, next } = await findPage(core.read, org, noun, { terms, after, limit: query.limit })
  const cursor = next && cursorOf(String(next.along), inText(next.word), inText(next.sortName), next.id)
  return { ids, next_cursor: cursor ?? null }
}

async function allOf(core: Core, org: OrgId, noun: Noun, { after, limit }: Query): Promise<Page> {
  const place = placeFrom(after, ['sortName', 'id'])
  const from = place ? { sortName: textIn(place.sortName), id: place.id } : { sortName: '', id: '' }
  const rows = await pageOfAll(core.read, org, noun, from, limit + 1)
  const last = rows[limit - 1]
  return {
    ids: rows.slice(0, limit).map((row) => row.id),
    next_cursor: last && rows.length > limit ? cursorOf(inText(last.sortName), last.id) : null,
  }
}

/** Undefined when everybody is asked for. A question without a letter or digit finds nobody. */
async function termsOf(core: Core, org: OrgId, { q, tag, company }: Query): Promise<Term[] | undefined> {
  const terms: Term[] = []
  if (q !== undefined && q.trim() !== '') {
    const asked = wordsAsked(q)
    if (asked.length === 0) return []
    terms.push(...asked.map((beginning) => ({ beginning })))
  }
  if (tag) terms.push({ exactly: [tagWord(tag)] })
  if (company !== undefined) {
    const known = await findCompany(core.read, org, company)
    if (!known) return []
    const merged = await listAliases(core.read, org, 'company', known.id)
    terms.push({ exactly: [known.id, ...merged.map(({ id }) => id)].map(companyWord) })
  }
  return terms.length === 0 ? undefined : terms
}

/** Names hold what a cursor's own quoting does not take. */
const inText = (text: string) => Buffer.from(text).toString('base64url')
const textIn = (part: string) => storable(Buffer.from(part, 'base64url').toString('utf8'))

const notACursor = () => new DomainError('invalid', 'after is not a cursor of this list', { field: 'after' })
