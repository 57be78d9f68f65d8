import type { Queryable } from '../../db/schema.ts'
import { statement } from '../../db/statement.ts'
import type { OrgId } from '../ids.ts'

/** Undefined for what never was, is foreign, or was deleted. */
export async function findCompany(db: Queryable, org: OrgId, id: string) {
  return await byId.first(db, { org, id })
}

const byId = statement((db, p: { org: OrgId; id: string }) =>
  db
    .selectFrom('company')
    .select(['id', 'name'])
    .where('org_id', '=', p.org)
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null),
)

/** A deleted company has no identities. */
export async function findCompanyBySource(db: Queryable, org: OrgId, value: string) {
  return await bySource.first(db, { org, value })
}

const bySource = statement((db, p: { org: OrgId; value: string }) =>
  db
    .selectFrom('company_identity')
    .select('company_id as id')
    .where('org_id', '=', p.org)
    .where('kind', '=', 'source_specific_id')
    .where('value', '=', p.value),
)
