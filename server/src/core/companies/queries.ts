import { isUniqueViolation } from '../../db/dialect.ts'
import type { Queryable, Tx } from '../../db/schema.ts'
import { statement } from '../../db/statement.ts'
import type { OrgId, Time } from '../ids.ts'
import { taken } from '../profiles/save-profile.ts'
import { deleteWords } from '../profiles/search/queries.ts'
import { sortNameOf } from '../sort-name.ts'

/** By its own id or that of one merged into it; undefined for what never was, is foreign, or was deleted. */
export async function findCompany(db: Queryable, org: OrgId, id: string) {
  return await survivorOf(db, org, await byId.first(db, { org, id }))
}

/** `merged_into` names the last of a chain, so one more look is enough. */
async function survivorOf(db: Queryable, org: OrgId, found: Awaited<ReturnType<typeof byId.first>>) {
  const row = found?.merged_into ? await byId.first(db, { org, id: found.merged_into }) : found
  return row && { id: row.id, name: row.name }
}

const byId = statement((db, p: { org: OrgId; id: string }) =>
  db
    .selectFrom('company')
    .select(['id', 'name', 'merged_into'])
    .where('org_id', '=', p.org)
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null),
)

/** A deleted company has no identities. */
export async function findCompanyBySource(db: Queryable, org: OrgId, value: string) {
  const named = await bySource.first(db, { org, value })
  return named && (await findCompany(db, org, named.id))
}

const bySource = statement((db, p: { org: OrgId; value: string }) =>
  db
    .selectFrom('company_identity')
    .select('company_id as id')
    .where('org_id', '=', p.org)
    .where('kind', '=', 'source_specific_id')
    .where('value', '=', p.value),
)

/** A deleted company has no domain. */
export async function findCompanyByDomain(db: Queryable, org: OrgId, domain: string) {
  const named = await byDomain.first(db, { org, domain })
  return named && { id: named.merged_into ?? named.id }
}

const byDomain = statement((db, p: { org: OrgId; domain: string }) =>
  db
    .selectFrom('company')
    .select(['id', 'merged_into'])
    .where('org_id', '=', p.org)
    .where('domain', '=', p.domain),
)

const fields = [
  'name',
  'domain',
  'image_url',
  'company_type',
  'number_of_seats',
  'phones',
  'contract_value',
  'contract_type',
] as const

export type CompanyRow = Awaited<ReturnType<typeof listCompanies>>[number]

/** A page of companies, in no order; deleted ones are left out. */
export async function listCompanies(db: Queryable, org: OrgId, ids: string[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('company')
    .select(['id', 'created_at', 'updated_at', ...fields])
    .where('org_id', '=', org)
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute()
}

/** What is known of a company besides its source ids; `phones` is JSON of a list. */
export type CompanyProfile = {
  name: string
  domain: string | null
  image_url: string | null
  company_type: string | null
  number_of_seats: number | null
  phones: string
  contract_value: number | null
  contract_type: string | null
}

const lock = statement((db, p: { org: OrgId; id: string }) =>
  db
    .updateTable('company')
    .set((eb) => ({ updated_at: eb.ref('updated_at') }))
    .where('org_id', '=', p.org)
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .returning(fields),
)

/** The company as it stands, and as it stays until the commit: everything that changes it begins here. */
export async function lockCompany(tx: Tx, org: OrgId, id: string): Promise<CompanyProfile | undefined> {
  return await lock.first(tx, { org, id })
}

const insertOne = statement(
  (db, p: CompanyProfile & { org: OrgId; id: string; sortName: string; now: Time }) =>
    db
      .insertInto('company')
      .values({
        org_id: p.org,
        id: p.id,
        name: p.name,
        domain: p.domain,
        image_url: p.image_url,
        company_type: p.company_type,
        number_of_seats: p.number_of_seats,
        phones: p.phones,
        contract_value: p.contract_value,
        contract_type: p.contract_type,
        sort_name: p.sortName,
        created_at: p.now,
        updated_at: p.now,
      })
      .onConflict((oc) => oc.doNothing())
      .returning('id'),
)

/** False when its domain is another company's. */
export async function insertCompany(
  tx: Tx,
  org: OrgId,
  id: string,
  company: CompanyProfile,
  now: Time,
): Promise<boolean> {
  const sortName = sortNameOf(company.name)
  return (await insertOne.first(tx, { org, id, ...company, sortName, now })) !== undefined
}

/** For a company of this very transaction, which nothing but its identities points at. */
export async function undoCompany(tx: Tx, org: OrgId, id: string): Promise<void> {
  await deleteWords(tx, org, 'company', id)
  await tx.deleteFrom('company_identity').where('org_id', '=', org).where('company_id', '=', id).execute()
  await tx.deleteFrom('company').where('org_id', '=', org).where('id', '=', id).execute()
}

/** @throws {DomainError} `conflict` when the domain is another company's. */
export async function updateCompany(
  tx: Tx,
  org: OrgId,
  id: string,
  company: CompanyProfile,
  now: Time,
): Promise<void> {
  // To the letter of the row: a domain that came with a merged company goes back with it.
  const owner =
    company.domain === null ? undefined : await byDomain.first(tx, { org, domain: company.domain })
  if (owner && owner.id !== id) throw domainTaken()
  await tx
    .updateTable('company')
    .set({ ...company, sort_name: sortNameOf(company.name), updated_at: now })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .execute()
    .catch((error: unknown) => {
      // PostgreSQL only: a parallel transaction took the domain since the look above. This one ends here anyway.
      if (isUniqueViolation(error)) throw domainTaken()
      throw error
    })
}

const domainTaken = () => taken('domain')

const claim = statement((db, p: { org: OrgId; id: string; value: string }) =>
  db
    .insertInto('company_identity')
    .values({ org_id: p.org, kind: 'source_specific_id', value: p.value, company_id: p.id })
    .onConflict((oc) => oc.doNothing())
    .returning('company_id'),
)

/** False when it is taken, be it by this company itself. */
export async function claimCompanySource(tx: Tx, org: OrgId, id: string, value: string): Promise<boolean> {
  return (await claim.first(tx, { org, id, value })) !== undefined
}

/**
 * Leaves the rows of the company and of those merged into it for what points at them, and nothing in them.
 * @returns their ids; none when there was no such company.
 */
export async function blankCompany(tx: Tx, org: OrgId, id: string, now: Time): Promise<string[]> {
  const nothing = { image_url: null, company_type: null, number_of_seats: null, contract_value: null }
  const rows = await tx
    .updateTable('company')
    .set({ ...nothing, name: '', domain: null, phones: '[]', contract_type: null, sort_name: '' })
    .set({ deleted_at: now, updated_at: now })
    .where('org_id', '=', org)
    .where((eb) =>
      eb.or([eb.and([eb('id', '=', id), eb('merged_into', 'is', null)]), eb('merged_into', '=', id)]),
    )
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}
