import type { Queryable, Schema, Tx } from '../../db/schema.ts'
import type { OrgId } from '../ids.ts'

export type ViewRow = Omit<Schema['saved_view'], 'org_id'>

const COLUMNS = [
  'id',
  'owner_id',
  'name',
  'shared',
  'filters',
  'position',
  'created_at',
  'updated_at',
] as const

/** The shared ones, or a teammate's own, in their order. Few, for each list has its limit. */
export async function listViews(db: Queryable, org: OrgId, whose: 'shared' | { owner: string }) {
  const views = db.selectFrom('saved_view').select(COLUMNS).where('org_id', '=', org)
  const some =
    whose === 'shared'
      ? views.where('shared', '=', 1)
      : views.where('shared', '=', 0).where('owner_id', '=', whose.owner)
  return await some.orderBy('position').orderBy('id').execute()
}

export async function findView(db: Queryable, org: OrgId, id: string): Promise<ViewRow | undefined> {
  return await db
    .selectFrom('saved_view')
    .select(COLUMNS)
    .where('org_id', '=', org)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function insertView(tx: Tx, org: OrgId, view: ViewRow): Promise<void> {
  await tx
    .insertInto('saved_view')
    .values({ org_id: org, ...view })
    .execute()
}

export async function updateView(tx: Tx, org: OrgId, id: string, to: Partial<ViewRow>): Promise<void> {
  await tx.updateTable('saved_view').set(to).where('org_id', '=', org).where('id', '=', id).execute()
}

export async function removeView(tx: Tx, org: OrgId, id: string): Promise<void> {
  await tx.deleteFrom('saved_view').where('org_id', '=', org).where('id', '=', id).execute()
}

/** Of everybody, in the order they were made: some tens for each who works here. */
export async function listAllViews(tx: Tx, org: OrgId): Promise<ViewRow[]> {
  return await tx.selectFrom('saved_view').select(COLUMNS).where('org_id', '=', org).orderBy('id').execute()
}
