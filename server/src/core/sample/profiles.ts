// Companies and contacts of the sample as the verbs take them; what is there already is found by its address.
import type { CompanyProfile } from '../companies/queries.ts'
import type { Profile } from '../contacts/save-contact.ts'
import type { SaveArgs } from '../profiles/save-profile.ts'
import type { DemoCompany, DemoContact } from './people.ts'

type Of<P> = Omit<SaveArgs<P>, 'org' | 'actor'>

export function companyOf({ name, domain, seats, value, tags }: DemoCompany): Of<CompanyProfile> {
  return {
    target: 'matching',
    fields: { name, domain, number_of_seats: seats, contract_value: value },
    tags: { add: tags, remove: [] },
    sources: { add: [], remove: [] },
  }
}

export function contactOf({ name, email, role, tags }: DemoContact, company_id: string | null): Of<Profile> {
  return {
    target: 'matching',
    fields: { name, email, role, company_id },
    tags: { add: tags, remove: [] },
    sources: { add: [], remove: [] },
  }
}
