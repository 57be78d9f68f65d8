import { sql } from 'kysely'
import type { Queryable, Schema, Tx } from '../../db/schema.ts'
import type { OrgId } from '../ids.ts'
import { sortNameOf } from '../sort-name.ts'

export type MacroRow = Omit<Schema['macro'], 'org_id' | 'created_at'>

export const EVERYBODY = ''

const columns = [
  'id',
  'owner_id',
  'audience',
  'name',
  'sort_name',
  'shortcut',
  'body',
  'actions',
  'updated_at',
] as const

/** Of those the teammate sees: the shared ones and their own. */
export async function findMacro(
  db: Queryable,
  org: OrgId,
  teammate: string,
  id: string,
): Promise<MacroRow | undefined> {
  return await db
    .selectFrom('macro')
    .select(columns)
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('audience', 'in', [EVERYBODY, teammate])
    .executeTakeFirst()
}

export type MacroPage = {
  /** The beginning of a name, of a word in it, or of a shortcut. */
  q?: string
  after?: { name: string; id: string }
  limit: number
}

/** Those the teammate sees, by name. An organisation's are few, so no index is needed. */
export async function listMacros(
  db: Queryable,
  org: OrgId,
  teammate: string,
  { q = '', after, limit }: MacroPage,
): Promise<MacroRow[]> {
  let query = db
    .selectFrom('macro')
    .select(columns)
    .where('org_id', '=', org)
    .where('audience', 'in', [EVERYBODY, teammate])
  const beginning = sortNameOf(q)
  if (beginning !== '') {
    const pattern = `${beginning.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(
      sql<boolean>`(sort_name like ${pattern} escape '\\' or sort_name like ${`% ${pattern}`} escape '\\'
        or shortcut like ${pattern} escape '\\')`,
    )
  }
  if (after)
    query = query.where((eb) => eb(eb.refTuple('sort_name', 'id'), '>', eb.tuple(after.name, after.id)))
  return await query.orderBy('sort_name').orderBy('id').limit(limit).execute()
}

export async function countMacros(db: Queryable, org: OrgId): Promise<number> {
  const { n } = await db
    .selectFrom('macro')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('org_id', '=', org)
    .executeTakeFirstOrThrow()
  return n
}

/** Another one that the same people see under this shortcut. */
export async function findTwin(
  db: Queryable,
  org: OrgId,
  { id, audience, shortcut }: Pick<MacroRow, 'id' | 'audience' | 'shortcut'>,
): Promise<boolean> {
  if (shortcut === null) return false
  const row = await db
    .selectFrom('macro')
    .select('id')
    .where('org_id', '=', org)
    .where('audience', '=', audience)
    .where('shortcut', '=', shortcut)
    .where('id', '<>', id)
    .executeTakeFirst()
  return row !== undefined
}

export async function saveMacro(tx: Tx, org: OrgId, { id, ...macro }: MacroRow): Promise<void> {
  await tx
    .insertInto('macro')
    .values({ org_id: org, id, ...macro, created_at: macro.updated_at })
    .onConflict((oc) => oc.columns(['org_id', 'id']).doUpdateSet(macro))
    .execute()
}

export async function removeMacro(tx: Tx, org: OrgId, id: string): Promise<void> {
  await tx.deleteFrom('macro').where('org_id', '=', org).where('id', '=', id).execute()
}
