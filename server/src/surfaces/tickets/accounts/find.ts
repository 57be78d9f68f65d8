import { findCompany, findCompanyByDomain, findCompanyBySource } from '../../../core/companies/queries.ts'
import { findContact, findContactByIdentity } from '../../../core/contacts/queries.ts'
import { missing } from '../../../core/errors.ts'
import { type OrgId, ulidFrom } from '../../../core/ids.ts'
import { domainFrom, emailFrom } from '../../../core/profiles/fields.ts'
import type { Call } from '../../../http/surface.ts'
import type { AccountType } from './wire.ts'

type Db = Call<unknown, unknown, unknown, unknown>['core']['read']

/** An account as a path or query names it. */
export type Reference = { key: string } | { source: string }
export type Found = { type: AccountType; id: string }

/**
 * By id, domain, e-mail address or source id. A source id of a company and of a contact means the company
 * (docs/contracts.md 1c#35).
 * @throws {DomainError} `not_found`
 */
export async function findAccount(db: Db, org: OrgId, reference: Reference): Promise<Found> {
  const found = 'key' in reference ? byKey(db, org, reference.key) : bySource(db, org, reference.source)
  const account = await found
  if (!account) throw missing('account')
  return account
}

async function byKey(db: Db, org: OrgId, key: string): Promise<Found | undefined> {
  const id = ulidFrom(key)
  if (id !== undefined)
    return asCompany(await findCompany(db, org, id)) ?? asCustomer(await findContact(db, org, id))
  if (key.includes('@'))
    return asCustomer(await findContactByIdentity(db, org, { kind: 'email', value: emailFrom(key) }))
  const domain = domainFrom(key)
  return domain === undefined ? undefined : asCompany(await findCompanyByDomain(db, org, domain))
}

async function bySource(db: Db, org: OrgId, value: string): Promise<Found | undefined> {
  const company = asCompany(await findCompanyBySource(db, org, value))
  if (company) return company
  return asCustomer(await findContactByIdentity(db, org, { kind: 'source_specific_id', value }))
}

const asCompany = (row: { id: string } | undefined): Found | undefined =>
  row && { type: 'Company', id: row.id }
const asCustomer = (row: { id: string } | undefined): Found | undefined =>
  row && { type: 'Customer', id: row.id }
