// What companies and contacts have in common: tags, source ids, and one list of both.
import { sql } from 'kysely'
import type { Queryable, Tx } from '../../db/schema.ts'
import type { OrgId } from '../ids.ts'

export type Noun = 'company' | 'contact'

const tagTable = (noun: Noun) => sql.table(`${noun}_tag`)
const identityTable = (noun: Noun) => sql.table(`${noun}_identity`)
const owner = (noun: Noun) => sql.ref(`${noun}_id`)

/** How many of these tags are new to it. */
export async function addTags(
  tx: Tx,
  org: OrgId,
  noun: Noun,
  id: string,
  tags: readonly string[],
): Promise<number> {
  if (tags.length === 0) return 0
  const rows = sql.join(tags.map((tag) => sql`(${org}, ${id}, ${tag})`))
  const added = await sql`insert into ${tagTable(noun)} (org_id, ${owner(noun)}, tag) values ${rows}
    on conflict do nothing returning tag`.execute(tx)
  return added.rows.length
}

/** How many of these tags it had. */
export async function removeTags(
  tx: Tx,
  org: OrgId,
  noun: Noun,
  id: string,
  tags: readonly string[],
): Promise<number> {
  if (tags.length === 0) return 0
  const removed = await sql`delete from ${tagTable(noun)}
    where org_id = ${org} and ${owner(noun)} = ${id} and tag in (${sql.join(tags)}) returning tag`.execute(tx)
  return removed.rows.length
}

/** How many of these source ids were its own, and are free now. */
export async function releaseSources(
  tx: Tx,
  org: OrgId,
  noun: Noun,
  id: string,
  values: readonly string[],
): Promise<number> {
  if (values.length === 0) return 0
  const removed = await sql`delete from ${identityTable(noun)}
    where org_id = ${org} and kind = 'source_specific_id' and value in (${sql.join(values)})
      and ${owner(noun)} = ${id} returning value`.execute(tx)
  return removed.rows.length
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
    select ${owner(noun)} as id, value from ${identityTable(noun)}
    where org_id = ${org} and kind = 'source_specific_id' and value in (${sql.join(values)})
      and exists (select 1 from ${sql.table(noun)} as alive
        where alive.org_id = ${org} and alive.id = ${owner(noun)} and alive.deleted_at is null)`.execute(db)
  return found.rows
}

/** Tags and source ids of a page of companies or contacts, in no order. */
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
    where org_id = ${org} and ${owner(noun)} in (${sql.join(ids)}) and kind = 'source_specific_id'`.execute(
    db,
  )
  return labels.rows
}

/** Every tag and every identity, of any kind: nothing finds it any longer. */
export async function dropLabels(tx: Tx, org: OrgId, noun: Noun, id: string): Promise<void> {
  await sql`delete from ${identityTable(noun)} where org_id = ${org} and ${owner(noun)} = ${id}`.execute(tx)
  await sql`delete from ${tagTable(noun)} where org_id = ${org} and ${owner(noun)} = ${id}`.execute(tx)
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
        where org_id = ${org} and deleted_at is null
        order by sort_name, id limit ${limit} offset ${offset}) as companies
      union all
      select * from (
        select 'contact' as noun, sort_name, id from contact
        where org_id = ${org} and deleted_at is null
        order by sort_name, id limit ${limit} offset ${offset} - (
          select count(*) from (
            select 1 from company where org_id = ${org} and deleted_at is null limit ${offset}) as skipped)
      ) as contacts
    ) as page
    order by noun, sort_name, id limit ${limit}`.execute(db)
  return page.rows
}
