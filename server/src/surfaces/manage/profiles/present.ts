// How contacts and companies look on the wire, a page of them in a handful of queries.
import { type CompanyRow, findCompany, listCompanies } from '../../../core/companies/queries.ts'
import { type ContactRow, listContacts } from '../../../core/contacts/profile/queries.ts'
import { findContact } from '../../../core/contacts/queries.ts'
import type { Core } from '../../../core/core.ts'
import { missing } from '../../../core/errors.ts'
import type { OrgId } from '../../../core/ids.ts'
import { listAliases } from '../../../core/profiles/merge/queries.ts'
import { listLabels, type Noun } from '../../../core/profiles/queries.ts'
import type { CompanyBody, ContactBody, OneCompanyBody, OneContactBody } from '../wire.ts'

type Db = Core['read']
type Labels = { tags: string[]; source_specific_ids: string[] }

/** In the order of the ids; who was deleted or merged since is left out. */
export async function contactBodies(db: Db, org: OrgId, ids: string[]): Promise<ContactBody[]> {
  const [rows, labels] = await Promise.all([listContacts(db, org, ids), labelsOf(db, org, 'contact', ids)])
  const companies = await listCompanies(db, org, [...new Set(rows.flatMap((row) => row.company_id ?? []))])
  const names = new Map(companies.map((company) => [company.id, company.name]))
  const byId = new Map(rows.map((row) => [row.id, contactBody(row, labels(row.id), names)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function contactBody(row: ContactRow, labels: Labels, companies: Map<string, string>): ContactBody {
  const { company_id, phones, verified, ...own } = row
  const name = company_id === null ? undefined : companies.get(company_id)
  return {
    ...own,
    company: company_id === null || name === undefined ? null : { id: company_id, name },
    phones: JSON.parse(phones),
    verified: verified === 1,
    ...labels,
  }
}

/** By the id of the contact or of one merged into it. @throws {DomainError} `not_found` */
export async function oneContact(db: Db, org: OrgId, asked: string): Promise<OneContactBody> {
  const found = await findContact(db, org, asked)
  const [body] = found ? await contactBodies(db, org, [found.id]) : []
  if (!body) throw missing('contact')
  return { ...body, ...(await mergedInto(db, org, 'contact', body.id, asked)) }
}

export async function companyBodies(db: Db, org: OrgId, ids: string[]): Promise<CompanyBody[]> {
  const [rows, labels] = await Promise.all([listCompanies(db, org, ids), labelsOf(db, org, 'company', ids)])
  const byId = new Map(rows.map((row) => [row.id, companyBody(row, labels(row.id))]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

const companyBody = ({ phones, ...own }: CompanyRow, labels: Labels): CompanyBody => ({
  ...own,
  phones: JSON.parse(phones),
  ...labels,
})

/** By the id of the company or of one merged into it. @throws {DomainError} `not_found` */
export async function oneCompany(db: Db, org: OrgId, asked: string): Promise<OneCompanyBody> {
  const found = await findCompany(db, org, asked)
  const [body] = found ? await companyBodies(db, org, [found.id]) : []
  if (!body) throw missing('company')
  return { ...body, ...(await mergedInto(db, org, 'company', body.id, asked)) }
}

async function mergedInto(db: Db, org: OrgId, noun: Noun, id: string, asked: string) {
  const merged_ids = (await listAliases(db, org, noun, id)).map((alias) => alias.id)
  return { merged_ids, merged_from: asked === id ? null : asked }
}

async function labelsOf(db: Db, org: OrgId, noun: Noun, ids: string[]): Promise<(id: string) => Labels> {
  const found = Map.groupBy(await listLabels(db, org, noun, ids), (label) => label.id)
  return (id) => {
    const of = (kind: 'tag' | 'source') =>
      // Sorted here, for the engines' own orders differ.
      (found.get(id) ?? [])
        .filter((label) => label.kind === kind)
        .map(({ value }) => value)
        .sort()
    return { tags: of('tag'), source_specific_ids: of('source') }
  }
}
