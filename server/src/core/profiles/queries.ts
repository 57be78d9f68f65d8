// What companies and contacts have in common: tags, source ids, and one list of both.
import { sql } from 'kysely'
import type { Queryable, Tx } from '../../db/schema.ts'
import type { OrgId } from '../ids.ts'

export type Noun = 'company' | 'contact'

const tagTable = (noun: Noun) => sql.table(`${noun}_tag`)
const identityTable = (noun: Noun) => sql.table(`${noun}_identity`)
const owner = (noun: Noun) => sql.ref(`${noun}_id`)

/** One and those merged into it. */
const family = (org: OrgId, noun: Noun, id: string) =>
  sql`select ${id} as id union all
    select id from ${sql.table(noun)} where org_id = ${org} and merged_into = ${id}`

/** Which of these tags are new to it. */
export async function addTags(
  tx: Tx,
  org: OrgId,
  noun: Noun,
  id: string,
  tags: readonly string[],
): Promise<string[]> {
  if (tags.length === 0) return []
  const rows = sql.join(tags.map((tag) => sql`(${org}, ${id}, ${tag})`))
  const added = await sql<{
    tag: string
  }>`insert into ${tagTable(noun)} (org_id, ${owner(noun)}, tag) values ${rows}
    on conflict do nothing returning tag`.execute(tx)
  return added.rows.map((row) => row.tag)
}

/** Which of these tags it had. */
export async function removeTags(
  tx: Tx,
  org: OrgId,
  noun: Noun,
  id: string,
  tags: readonly string[],
): Promise<string[]> {
  if (tags.length === 0) return []
  const removed = await sql<{ tag: string }>`delete from ${tagTable(noun)}
    where org_id = ${org} and ${owner(noun)} = ${id} and tag in (${sql.join(tags)}) returning tag`.execute(tx)
  return removed.rows.map((row) => row.tag)
}

/** Which of these source ids were its own or came with one merged into it, and are free now. */
export async function releaseSources(
  tx: Tx,
  org: OrgId,
  noun: Noun,
  id: string,
  values: readonly string[],
): Promise<string[]> {
  if (values.length === 0) return []
  const removed = await sql<{ value: string }>`delete from ${identityTable(noun)}
    where org_id = ${org} and kind = 'source_specific_id' and value in (${sql.join(values)})
      and ${owner(noun)} in (${family(org, noun, id)}) returning value`.execute(tx)
  return removed.rows.map((row) => row.value)
}

/** Who has these source ids; nobody deleted does. */
export async function findBySources(
  db: Queryable,
  org: OrgId,
  noun: Noun,
  values: readonly string[],
): Promise<{ id: string; value: string }[]> {
  if (values.length === 0) return []
  const found = await sql<{ id: string; value: string }>`
    select coalesce(alive.merged_into, alive.id) as id, value from ${identityTable(noun)} as identity
    join ${sql.table(noun)} as alive on alive.org_id = identity.org_id and alive.id = identity.${owner(noun)}
    where identity.org_id = ${org} and kind = 'source_specific_id' and value in (${sql.join(values)})
      and alive.deleted_at is null`.execute(db)
  return found.rows
}

/** Tags and source ids of a page of companies or contacts, with those of the merged, in no order. */
export async function listLabels(
  db: Queryable,
  org: OrgId,
  noun: Noun,
  ids: readonly string[],
): Promise<{ id: string; kind: 'tag' | 'source'; value: string }[]> {
  if (ids.length === 0) return []
  const labels = await sql<{ id: string; kind: 'tag' | 'source'; value: string }>`
    select ${owner(noun)} as id, 'tag' as kind, tag as value from ${tagTable(noun)}
    where org_id = ${org} and ${owner(noun)} in (${sql.join(ids)})
    union all
    select ${owner(noun)} as id, 'source' as kind, value from ${identityTable(noun)}
    where org_id = ${org} and ${owner(noun)} in (${sql.join(ids)}) and kind = 'source_specific_id'
    union all
    select merged.merged_into as id, 'source' as kind, value from ${sql.table(noun)} as merged
    join ${identityTable(noun)} as identity
      on identity.org_id = merged.org_id and identity.${owner(noun)} = merged.id
    where merged.org_id = ${org} and merged.merged_into in (${sql.join(ids)})
      and kind = 'source_specific_id'`.execute(db)
  return labels.rows
}

/** Every tag and every identity, of any kind: nothing finds it any longer. How many there were. */
export async function dropLabels(
  tx: Tx,
  org: OrgId,
  noun: Noun,
  id: string,
): Promise<{ identities: number; tags: number }> {
  const where = sql`where org_id = ${org} and ${owner(noun)} = ${id} returning org_id`
  const identities = await sql`delete from ${identityTable(noun)} ${where}`.execute(tx)
  const tags = await sql`delete from ${tagTable(noun)} ${where}`.execute(tx)
  return { identities: identities.rows.length, tags: tags.rows.length }
}

/**
 * Companies, then contacts, each by name. Reads nothing but the two partial indexes, and of them no more than
 * `offset + limit` entries each: contacts are skipped by what the companies left of the offset.
 */
export async function pageByName(
  db: Queryable,
  org: OrgId,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ noun: Noun; id: string }[]> {
  const page = await sql<{ noun: Noun; id: string }>`
    select noun, id from (
      select * from (
        select 'company' as noun, sort_name, id from company
        where org_id = ${org} and deleted_at is null and merged_into is null
        order by sort_name, id limit ${limit} offset ${offset}) as companies
      union all
      select * from (
        select 'contact' as noun, sort_name, id from contact
        where org_id = ${org} and deleted_at is null and merged_into is null
        order by sort_name, id limit ${limit} offset ${offset} - (
          select count(*) from (
            select 1 from company
            where org_id = ${org} and deleted_at is null and merged_into is null limit ${offset}) as skipped)
      ) as contacts
    ) as page
    order by noun, sort_name, id limit ${limit}`.execute(db)
  return page.rows
}
