import { type Records, type SaveArgs, type Saved, saveProfile } from '../profiles/save-profile.ts'
import type { Verb } from '../verb.ts'
import {
  type CompanyProfile,
  claimCompanySource,
  findCompany,
  findCompanyByDomain,
  insertCompany,
  lockCompany,
  undoCompany,
  updateCompany,
} from './queries.ts'

const companies: Records<CompanyProfile> = {
  noun: 'company',
  address: 'domain',
  blank: {
    name: '',
    domain: null,
    image_url: null,
    company_type: null,
    number_of_seats: null,
    phones: '[]',
    contract_value: null,
    contract_type: null,
  },
  find: findCompany,
  findByAddress: findCompanyByDomain,
  insert: insertCompany,
  undo: undoCompany,
  lock: lockCompany,
  update: (tx, org, id, { after }, now) => updateCompany(tx, org, id, after, now),
  claimSource: claimCompanySource,
}

/** Makes or changes a company; errors as {@link saveProfile}. */
export const saveCompany: Verb<SaveArgs<CompanyProfile>, Saved> = (tx, args, stamp) =>
  saveProfile(tx, companies, args, stamp)
