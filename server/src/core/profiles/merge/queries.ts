// How one company or contact becomes an alias of another, and itself again. No row that names it is touched.
import { sql } from 'kysely'
import type { Queryable, Tx } from '../../../db/schema.ts'
import type { OrgId, Time } from '../../ids.ts'
import type { Noun } from '../queries.ts'

/** What a survivor gets from the other one where it has nothing. */
const fillable = {
  contact: [
    ...['name', 'email', 'username', 'image_url', 'role', 'company_id'],
    ...['phones', 'contract_value', 'contract_type'],
  ],
  company: [
    ...['domain', 'image_url', 'company_type', 'number_of_seats'],
    ...['phones', 'contract_value', 'contract_type'],
  ],
}

export type Fields = Record<string, string | number | null>
export type Party = {
  id: string
  merged_into: string | null
  merge_id: string | null
  deleted_at: string | null
  verified: boolean
  fields: Fields
}

type Row = Omit<Party, 'fields' | 'verified'> & { verified: number; [field: string]: unknown }

/** One of the two, held until the commit; undefined for what never was or is foreign. */
export async function holdParty(tx: Tx, org: OrgId, noun: Noun, id: string): Promise<Party | undefined> {
  const verified = noun === 'contact' ? sql`verified` : sql`0 as verified`
  const held = await sql<Row>`
    update ${sql.table(noun)} set updated_at = updated_at where org_id = ${org} and id = ${id}
    returning id, merged_into, merge_id, deleted_at, ${verified},
      ${sql.join(fillable[noun].map((field) => sql.ref(field)))}`.execute(tx)
  const [row] = held.rows
  if (!row) return undefined
  // Columns of these names hold text, numbers or null, and all of them were asked for.
  const fields = Object.fromEntries(fillable[noun].map((field) => [field, row[field] as Fields[string]]))
  const { merged_into, merge_id, deleted_at } = row
  return { id, merged_into, merge_id, deleted_at, verified: row.verified === 1, fields }
}

/** Those merged into it, with the merge that made each of them an alias. */
export async function listAliases(db: Queryable, org: OrgId, noun: Noun, id: string) {
  const found = await sql<{ id: string; merge_id: string }>`
    select id, merge_id from ${sql.table(noun)} where org_id = ${org} and merged_into = ${id} order by id`.execute(
    db,
  )
  return found.rows
}

/** Null: it is itself again. */
export async function pointTo(
  tx: Tx,
  org: OrgId,
  noun: Noun,
  ids: readonly string[],
  to: { into: string; merge: string | undefined } | null,
  now: Time,
): Promise<void> {
  if (ids.length === 0) return
  const columns =
    to === null
      ? sql`merged_into = null, merge_id = null`
      : to.merge === undefined
        ? sql`merged_into = ${to.into}`
        : sql`merged_into = ${to.into}, merge_id = ${to.merge}`
  await sql`update ${sql.table(noun)} set ${columns}, updated_at = ${now}
    where org_id = ${org} and id in (${sql.join(ids)})`.execute(tx)
}

export async function saveFields(
  tx: Tx,
  org: OrgId,
  noun: Noun,
  id: string,
  fields: Fields,
  now: Time,
): Promise<void> {
  const columns = Object.entries({ ...fields, updated_at: now }).map(
    ([field, value]) => sql`${sql.ref(field)} = ${value}`,
  )
  await sql`update ${sql.table(noun)} set ${sql.join(columns)} where org_id = ${org} and id = ${id}`.execute(
    tx,
  )
}

export async function insertMerge(
  tx: Tx,
  org: OrgId,
  merge: { id: string; noun: Noun; into_id: string; from_id: string; inverse: string; created_at: Time },
): Promise<void> {
  await tx
    .insertInto('profile_merge')
    .values({ org_id: org, ...merge })
    .execute()
}

/** Undefined for what never was, is foreign, or was undone; the one who gets it has undone it. */
export async function takeMerge(tx: Tx, org: OrgId, noun: Noun, id: string, now: Time) {
  return await tx
    .updateTable('profile_merge')
    .set({ undone_at: now })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('noun', '=', noun)
    .where('undone_at', 'is', null)
    .returning(['into_id', 'from_id', 'inverse'])
    .executeTakeFirst()
}

/** Who is gone cannot come back by undoing a merge. */
export async function forgetMerges(tx: Tx, org: OrgId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .deleteFrom('profile_merge')
    .where('org_id', '=', org)
    .where((eb) => eb.or([eb('into_id', 'in', ids), eb('from_id', 'in', ids)]))
    .execute()
}
