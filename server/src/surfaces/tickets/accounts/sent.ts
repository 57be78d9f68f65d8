// The bodies of the accounts API as clients send them, for the description: fields.ts is what checks them.
import { z } from 'zod'
import { companyObject, customerObject } from './fields.ts'

const TAGS = 'Added to those that are there.'
const SOURCES = 'Your own ids of the account, added to those that are there.'
const PHONE = 'The whole list.'

const company = companyObject.extend({
  domain: companyObject.shape.domain.describe('A bare domain, such as `example.com`.'),
  tags: companyObject.shape.tags.describe(TAGS),
  source_specific_ids: companyObject.shape.source_specific_ids.describe(SOURCES),
  phone: companyObject.shape.phone.describe(PHONE),
})
const customer = customerObject.extend({
  domain: customerObject.shape.domain.describe('The e-mail address.'),
  tags: customerObject.shape.tags.describe(TAGS),
  source_specific_ids: customerObject.shape.source_specific_ids.describe(SOURCES),
  phone: customerObject.shape.phone.describe(PHONE),
  company_id: customerObject.shape.company_id.describe(
    'Our id of a company; one that nobody knows leaves the customer without.',
  ),
})
const ofCompany = z.literal('Company')
const ofCustomer = z.literal('Customer')

const name = z.string().meta({ maxLength: 255, examples: ['Pottle & Pan'] })
const domain = (meaning: string, example: string) =>
  z.string().meta({ description: meaning, examples: [example] })

/** A whole account. */
export const sentAccount = {
  'application/json': z.discriminatedUnion('type', [
    z.object({
      type: ofCompany,
      ...company.shape,
      name,
      domain: domain('A bare domain.', 'pottle.example'),
    }),
    z.object({
      type: ofCustomer,
      ...customer.shape,
      name,
      domain: domain('The e-mail address.', 'noor@pottle.example'),
    }),
  ]),
}

/** What may find its account: only then it is enough to say what changes. */
export const sentUpsert = {
  'application/json': z.discriminatedUnion('type', [
    z.object({ type: ofCompany, ...company.shape }),
    z.object({ type: ofCustomer, ...customer.shape }),
  ]),
}

const KEPT = 'Cannot be changed.'

/** What changes of an account: the fields of its type. */
export const sentChange = {
  'application/json': z.union([
    company.extend({ type: ofCompany.nullish().describe(KEPT) }),
    customer.extend({ type: ofCustomer.nullish().describe(KEPT) }),
  ]),
}
