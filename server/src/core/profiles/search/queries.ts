// The index of words and what is asked of it. Rows stand by word, then by name: a search reads a range of them.
import { type RawBuilder, sql } from 'kysely'
import { textsIn } from '../../../db/dialect.ts'
import type { Queryable, Tx } from '../../../db/schema.ts'
import { statement } from '../../../db/statement.ts'
import type { OrgId } from '../../ids.ts'
import type { Noun } from '../queries.ts'
import { type Wordy, wordsOf } from '../words.ts'

const wordTable = (noun: Noun) => sql.table(`${noun}_word`)
const owner = (noun: Noun) => sql.ref(`${noun}_id`)

type NewWords = { id: string; sortName: string; words: string }

const insertFor = (noun: Noun) =>
  statement((db, p: NewWords & { org: OrgId }) => ({
    compile: () =>
      sql<never>`insert into ${wordTable(noun)} (org_id, word, sort_name, ${owner(noun)})
        select ${p.org}, value, ${p.sortName}, ${p.id} from ${textsIn(db, p.words)} where true
        on conflict do nothing`.compile(db),
  }))
const insertions = { contact: insertFor('contact'), company: insertFor('company') }

/** For one that has none yet. */
export async function insertWords(
  tx: Tx,
  org: OrgId,
  noun: Noun,
  { id, sortName, wordy }: { id: string; sortName: string; wordy: Wordy },
): Promise<void> {
  const words = wordsOf(wordy)
  if (words.length > 0) await insertions[noun].all(tx, { org, id, sortName, words: JSON.stringify(words) })
}

export async function deleteWords(tx: Tx, org: OrgId, noun: Noun, id: string): Promise<number> {
  const gone = await sql`delete from ${wordTable(noun)}
    where org_id = ${org} and ${owner(noun)} = ${id} returning word`.execute(tx)
  return gone.rows.length
}

type Indexed = {
  id: string
  sort_name: string
  name: string | null
  username: string | null
  address: string | null
  company: string | null
  deleted_at: string | null
  merged_into: string | null
}

/** What somebody is found by; bounded, for it is read at every change. */
const MOST_IDENTITIES = 200

/**
 * Makes the words of one anew from what its rows and those merged into it say. One that is merged or deleted has none:
 * its words are those of the survivor.
 */
export async function indexWords(tx: Tx, org: OrgId, noun: Noun, id: string): Promise<void> {
  await deleteWords(tx, org, noun, id)
  const columns =
    noun === 'contact'
      ? sql`name, username, email as address, company_id as company`
      : sql`name, null as username, domain as address, null as company`
  const rows = sql`select id, sort_name, ${columns}, deleted_at, merged_into
    from ${sql.table(noun)} where org_id = ${org}`
  const [own, ...merged] = (
    await sql<Indexed>`${rows} and id = ${id} union all ${rows} and merged_into = ${id}`.execute(tx)
  ).rows
  if (!own || own.deleted_at !== null || own.merged_into !== null) return
  const ids = [id, ...merged.map((row) => row.id)]
  const values = await sql<{ value: string }>`select value from ${sql.table(`${noun}_identity`)}
    where org_id = ${org} and ${owner(noun)} in (${sql.join(ids)}) and kind <> 'visitor_token'
    order by value limit ${MOST_IDENTITIES}`.execute(tx)
  const tags = await sql<{ tag: string }>`select tag from ${sql.table(`${noun}_tag`)}
    where org_id = ${org} and ${owner(noun)} = ${id}`.execute(tx)
  const texts = [own, ...merged].flatMap((row) => [row.name, row.username, row.address])
  const wordy = {
    texts: [...texts, ...values.rows.map((row) => row.value)],
    tags: tags.rows.map((row) => row.tag),
    company: own.company,
  }
  await insertWords(tx, org, noun, { id, sortName: own.sort_name, wordy })
}

/** A page of ids by number, to be indexed one after the other. */
export async function idsAfter(db: Queryable, org: OrgId, noun: Noun, after: string, limit: number) {
  const found = await sql<{ id: string }>`select id from ${sql.table(noun)}
    where org_id = ${org} and id > ${after} order by id limit ${limit}`.execute(db)
  return found.rows.map((row) => row.id)
}

/** Something every result must have: one of these words, or one that begins so. */
export type Term = { exactly: readonly string[] } | { beginning: string }

/** After every word that begins so: the last code point is none that text has. */
const endOf = (beginning: string) => `${beginning}\u{10ffff}`

function matches(term: Term, word: RawBuilder<unknown>): RawBuilder<boolean> {
  return 'beginning' in term
    ? sql`(${word} >= ${term.beginning} and ${word} < ${endOf(term.beginning)})`
    : sql`${word} in (${sql.join(term.exactly)})`
}

/** How many words of the index match, counted up to `most`. */
export async function countMatches(
  db: Queryable,
  org: OrgId,
  noun: Noun,
  term: Term,
  most: number,
): Promise<number> {
  const counted = await sql<{ n: number }>`select count(*) as n from (
    select 1 from ${wordTable(noun)} where org_id = ${org} and ${matches(term, sql.ref('word'))} limit ${most}
  ) as counted`.execute(db)
  return counted.rows[0]?.n ?? 0
}

export type WordPlace = { word: string; sortName: string; id: string }

/** The entries of one word, or of all that begin so. */
export type Range = { word: string } | { beginning: string }

type Walk = {
  noun: Noun
  along: Term
  range: Range
  also: readonly Term[]
  /** Within the range; at its beginning its word and nothing else. */
  after: WordPlace
  window: number
}

/**
 * Of the next `window` entries of a range of `along`, those that match every other term as well; and where the window
 * ends, undefined at the end of the range. Who matches `along` by several words is met at the first of them.
 */
export async function walkWords(
  db: Queryable,
  org: OrgId,
  { noun, along, range, also, after, window }: Walk,
) {
  // The place alone says where a scan begins: beside a second lower bound PostgreSQL takes the lower of the two.
  const within =
    'word' in range
      ? sql`word = ${range.word} and (sort_name, ${owner(noun)}) > (${after.sortName}, ${after.id})`
      : sql`(word, sort_name, ${owner(noun)}) > (${after.word}, ${after.sortName}, ${after.id})
          and word < ${endOf(range.beginning)}`
  const entries = sql`select word, sort_name as "sortName", ${owner(noun)} as id from ${wordTable(noun)}
    where org_id = ${org} and ${within} order by word, sort_name, ${owner(noun)}`
  // A value, not `exists`: PostgreSQL would turn that into a join with every word of the organisation.
  const has = (term: Term, before: RawBuilder<unknown>) => sql`(
    select 1 from ${wordTable(noun)} as other where other.org_id = ${org}
      and other.${owner(noun)} = near.id and ${matches(term, sql.ref('other.word'))} ${before} limit 1)`
  const conditions = [
    sql`${has(along, sql`and other.word < near.word`)} is null`,
    ...also.map((term) => sql`${has(term, sql``)} is not null`),
  ]
  const found = await sql<WordPlace>`select * from (${entries} limit ${window}) as near
    where ${sql.join(conditions, sql` and `)} order by word, "sortName", id`.execute(db)
  const end = await sql<WordPlace>`${entries} limit 1 offset ${window - 1}`.execute(db)
  return { found: found.rows, end: end.rows[0] }
}

/** Everybody by name, strictly after that place. */
export async function pageOfAll(
  db: Queryable,
  org: OrgId,
  noun: Noun,
  after: { sortName: string; id: string },
  limit: number,
): Promise<{ sortName: string; id: string }[]> {
  const found = await sql<{ sortName: string; id: string }>`
    select sort_name as "sortName", id from ${sql.table(noun)}
    where org_id = ${org} and deleted_at is null and merged_into is null
      and (sort_name, id) > (${after.sortName}, ${after.id})
    order by sort_name, id limit ${limit}`.execute(db)
  return found.rows
}
