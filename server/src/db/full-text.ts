// Full-text search on both engines: FTS5 beside a plain table on SQLite, a tsvector with a GIN index on PostgreSQL.
// Words arrive tokenised and folded, so that both find the same; the engines only keep and match them.
import { type Kysely, sql } from 'kysely'
import type { OrgId } from '../core/ids.ts'
import { engineOf } from './dialect.ts'
import type { Queryable, Tx } from './schema.ts'

/** Separates parts of a document that no phrase may span. */
export const BARRIER = '_'

/** Words that follow one another; `prefix`: the last one may go on. */
export type Phrase = { words: readonly string[]; prefix: boolean }
/** One of these phrases. */
export type Clause = readonly Phrase[]
/** What a document must have, all of it, and what it must not. */
export type Match = { all: readonly Clause[]; none: readonly Clause[] }

/** `text`: words with a space between, {@link BARRIER} among them. One text crosses to the writer in a tenth of a list's time. */
export type Entry = { conversation: string; message: string; at: string; text: string }
export type EntryRow = { id: number; conversation_id: string; message_id: string }

/**
 * Documents carry marks besides their words: `o_…` and `c_…` name their organisation and conversation. FTS5 keeps no
 * other columns, and a mark narrows a search before any row is looked up.
 */
const organisationMark = (org: OrgId) => `o_${org.toLowerCase()}`
const conversationMark = (id: string) => `c_${id.toLowerCase()}`

export async function createSearchTables(db: Kysely<unknown>): Promise<void> {
  const postgres = engineOf(db) === 'postgres'
  const id = postgres
    ? sql`id bigint generated always as identity primary key`
    : sql`id integer primary key autoincrement`
  await sql`create table search_entry (
    ${id},
    org_id text not null references organisation (id),
    conversation_id text not null,
    message_id text not null,
    at text not null${postgres ? sql`, words tsvector not null` : sql``},
    unique (org_id, message_id),
    foreign key (org_id, conversation_id) references conversation (org_id, id)
  ) ${postgres ? sql`` : sql`strict`}`.execute(db)
  await sql`create index search_entry_conversation on search_entry (org_id, conversation_id, id)`.execute(db)
  if (postgres) {
    await sql`create index search_entry_newest on search_entry (org_id, id)`.execute(db)
    await sql`create index search_entry_words on search_entry using gin (words)
      with (gin_pending_list_limit = 1024)`.execute(db)
  }
  // Contentless: the words are in the messages already. Positions stay, for phrases.
  else
    await sql`create virtual table search_words using fts5 (words, content='', contentless_delete=1,
      tokenize="ascii tokenchars '_'")`.execute(db)
}

/** Makes a message findable, or findable by other words than before. */
export async function putEntry(tx: Tx, org: OrgId, entry: Entry): Promise<void> {
  const { conversation, message, at } = entry
  if (engineOf(tx) === 'postgres') {
    const vector = vectorOf(entry.text)
    await sql`insert into search_entry (org_id, conversation_id, message_id, at, words)
      values (${org}, ${conversation}, ${message}, ${at}, ${vector}::tsvector)
      on conflict (org_id, message_id)
      do update set conversation_id = excluded.conversation_id, words = excluded.words`.execute(tx)
    return
  }
  const { rows } = await sql<{
    id: number
  }>`insert into search_entry (org_id, conversation_id, message_id, at)
    values (${org}, ${conversation}, ${message}, ${at})
    on conflict (org_id, message_id) do update set conversation_id = excluded.conversation_id
    returning id`.execute(tx)
  const text = `${organisationMark(org)} ${conversationMark(conversation)} ${entry.text}`
  await sql`insert or replace into search_words (rowid, words) values (${rows[0]?.id}, ${text})`.execute(tx)
}

/** Nothing finds these messages any longer, or those of a conversation. @returns how many entries went. */
export async function dropEntries(
  tx: Tx,
  org: OrgId,
  of: { messages: readonly string[] } | { conversation: string },
): Promise<number> {
  if ('messages' in of && of.messages.length === 0) return 0
  const which =
    'messages' in of
      ? sql`message_id in (${sql.join(of.messages)})`
      : sql`conversation_id = ${of.conversation}`
  const { rows } = await sql<{ id: number }>`delete from search_entry
    where org_id = ${org} and ${which} returning id`.execute(tx)
  if (engineOf(tx) === 'sqlite')
    for (const { id } of rows) await sql`delete from search_words where rowid = ${id}`.execute(tx)
  return rows.length
}

export type EntryPage = {
  /** Only entries with a lower id; ids follow the order in which messages became findable. */
  before: number | null
  /** Only entries with an id above this one. */
  above: number
  limit: number
  /** At most some hundreds. */
  conversations?: readonly string[]
  /** Written at `from` or later, and before `until`. The match narrows it to their days; this is to the millisecond. */
  from?: string | null
  until?: string | null
}

function timesOf({ from, until }: EntryPage) {
  return sql`${from ? sql`and e.at >= ${from}` : sql``} ${until ? sql`and e.at < ${until}` : sql``}`
}

/** Newest first. */
export async function findEntries(
  db: Queryable,
  org: OrgId,
  match: Match,
  page: EntryPage,
): Promise<EntryRow[]> {
  return engineOf(db) === 'postgres'
    ? await findInVectors(db, org, match, page)
    : await findInFts5(db, org, match, page)
}

async function findInFts5(
  db: Queryable,
  org: OrgId,
  { all, none }: Match,
  page: EntryPage,
): Promise<EntryRow[]> {
  const mark = (text: string): Phrase => ({ words: [text], prefix: false })
  const within = page.conversations && [page.conversations.map((id) => mark(conversationMark(id)))]
  const required = [[mark(organisationMark(org))], ...(within ?? []), ...all].map(fts5Clause)
  const text = none.reduce((query, clause) => `(${query}) NOT ${fts5Clause(clause)}`, required.join(' AND '))
  const { rows } = await sql<EntryRow>`select e.id, e.conversation_id, e.message_id
    from search_words as w cross join search_entry as e on e.id = w.rowid
    where w.words match ${text} and w.rowid > ${page.above}
      and w.rowid < ${page.before ?? Number.MAX_SAFE_INTEGER} and e.org_id = ${org} ${timesOf(page)}
    order by w.rowid desc limit ${page.limit}`.execute(db)
  return rows
}

/** Words are letters, digits and `_`: nothing in them needs escaping, quotes keep them from being operators. */
function fts5Clause(clause: Clause): string {
  const phrases = clause.map(({ words, prefix }) => `"${words.join(' ')}"${prefix ? ' *' : ''}`)
  return phrases.length === 1 ? (phrases[0] ?? '') : `(${phrases.join(' OR ')})`
}

/** How many of the newest entries are looked at one by one before the index of words is asked. */
const WINDOW = 5_000

/**
 * A common word is in so many entries that collecting them all from the index, to sort them, takes a second; a rare one
 * is found in no reasonable number of entries read one by one. So the newest are read first: whoever has a page's worth
 * there is common, and whoever has not is rare enough (one in a hundred) to be collected.
 */
async function findInVectors(db: Queryable, org: OrgId, match: Match, page: EntryPage): Promise<EntryRow[]> {
  const text = vectorQuery(match)
  // An empty query would match nothing; here it asks nothing.
  const fits = text === '' ? sql`true` : sql`e.words @@ ${text}::tsquery`
  const columns = sql`e.id, e.conversation_id, e.message_id`
  const range = (before: number | null) =>
    sql`e.org_id = ${org} and e.id > ${page.above} and e.id < ${before ?? Number.MAX_SAFE_INTEGER} ${timesOf(page)}`
  if (page.conversations) {
    const ids = sql.join(page.conversations)
    const found = sql<EntryRow>`select ${columns} from search_entry as e
      where ${range(page.before)} and e.conversation_id in (${ids}) and ${fits}
      order by e.id desc limit ${page.limit}`
    return (await found.execute(db)).rows
  }
  const window = sql<EntryRow & { hit: boolean }>`with newest as materialized (
      select ${columns}, e.words from search_entry as e where ${range(page.before)} order by e.id desc limit ${WINDOW})
    select ${columns}, true as hit from newest as e where ${fits}
    union all (select ${columns}, false from newest as e order by e.id limit 1)`
  const { rows } = await window.execute(db)
  const oldest = rows.find(({ hit }) => !hit)
  const hits = rows.filter(({ hit }) => hit).sort((a, b) => b.id - a.id)
  if (hits.length >= page.limit || !oldest) return hits.slice(0, page.limit)
  const rest = sql<EntryRow>`with hits as materialized (
      select ${columns} from search_entry as e where ${range(oldest.id)} and ${fits})
    select ${columns} from hits as e order by e.id desc limit ${page.limit - hits.length}`
  return [...hits, ...(await rest.execute(db)).rows]
}

/** Positions of a tsvector end here; what comes later is found as a word, but not in a phrase. */
const LAST_POSITION = 16_383
/** As many places of one word as a tsvector keeps. */
const MOST_POSITIONS = 255

function vectorOf(text: string): string {
  const places = new Map<string, number[]>()
  for (const [index, word] of text.split(' ').entries()) {
    if (word === BARRIER) continue
    const known = places.get(word)
    const place = Math.min(index + 1, LAST_POSITION)
    if (!known) places.set(word, [place])
    else if (known.length < MOST_POSITIONS && known.at(-1) !== place) known.push(place)
  }
  return [...places].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ')
}

function vectorQuery({ all, none }: Match): string {
  const clause = (phrases: Clause) =>
    `(${phrases
      .map(({ words, prefix }) => {
        const terms = words.map(
          (word, index) => `'${word}'${prefix && index === words.length - 1 ? ':*' : ''}`,
        )
        return `(${terms.join(' <-> ')})`
      })
      .join(' | ')})`
  return [...all.map(clause), ...none.map((phrases) => `!${clause(phrases)}`)].join(' & ')
}
