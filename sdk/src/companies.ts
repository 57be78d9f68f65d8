import type { ProfileFields, ProfileFilter } from './contacts.ts'
import type { Once } from './idempotency.ts'
import { type ManageCalls, part, queryOf } from './manage-calls.ts'
import type { Company, Contact, Conversation, MergedCompany, OneCompany } from './wire.ts'
import { wireFields } from './wire-names.ts'

/** A new company needs a name. */
export type CompanyFields = ProfileFields & {
  name?: string
  /** Bare, such as `pottle.example`. */
  domain?: string | null
  companyType?: string | null
  numberOfSeats?: number | null
}

export type CompaniesApi = {
  /** By name, or in the order of the words that match; goes on over short and empty pages. */
  companies(filter?: ProfileFilter): AsyncGenerator<Company, void>
  /** By its id, or that of one that was merged into it. @throws {ParleyError} `not_found` */
  company(id: string, signal?: AbortSignal): Promise<OneCompany>
  /** `conflict` when the domain or a source id is another's. @throws {ParleyError} */
  createCompany(company: CompanyFields & { name: string }, once?: Once): Promise<OneCompany>
  changeCompany(id: string, change: CompanyFields, signal?: AbortSignal): Promise<OneCompany>
  contactsOfCompany(id: string, filter?: ProfileFilter): AsyncGenerator<Contact, void>
  /** Newest first by last message. */
  conversationsOfCompany(id: string, signal?: AbortSignal): AsyncGenerator<Conversation, void>
  /** `from` becomes another name of the company. For owners and admins, as is undoing it. @throws {ParleyError} */
  mergeCompanies(id: string, from: string, once?: Once): Promise<MergedCompany>
  undoCompanyMerge(mergeId: string, signal?: AbortSignal): Promise<MergedCompany>
}

export function companiesApi({ list, get, send, create }: ManageCalls): CompaniesApi {
  const one = (id: string): string => `/companies/${part(id)}`
  return {
    companies: ({ signal, ...filter } = {}) => list(`/companies${queryOf(filter)}`, signal),
    company: (id, signal) => get(one(id), signal),
    createCompany: (company, once) => create('/companies', wireFields(company), once),
    changeCompany: (id, change, signal) => send('PATCH', one(id), { json: wireFields(change), signal }),
    contactsOfCompany: (id, { signal, ...filter } = {}) =>
      list(`${one(id)}/contacts${queryOf(filter)}`, signal),
    conversationsOfCompany: (id, signal) => list(`${one(id)}/conversations`, signal),
    mergeCompanies: (id, from, once) => create(`${one(id)}/merge`, { from }, once),
    undoCompanyMerge: (mergeId, signal) =>
      send('POST', `/companies/merges/${part(mergeId)}/undo`, { signal }),
  }
}
