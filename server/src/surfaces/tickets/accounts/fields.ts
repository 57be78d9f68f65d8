// The fields of an account, each with its one rule. Those nobody documented are ignored (docs/contracts.md 1c#28).
import { z } from 'zod'
import {
  domainFrom,
  EMAIL,
  emailFrom,
  list,
  MOST_PHONES,
  optionalText,
  requiredText,
  seats,
  webAddress,
} from '../../../core/profiles/fields.ts'

const shared = {
  name: requiredText('name', 255),
  image_url: webAddress,
  phone: list('phone', 50, MOST_PHONES),
  contract_value: z.number('contract_value must be a number').nullish(),
  contract_type: optionalText('contract_type', 100),
  tags: list('tags', 100),
  removed_tags: list('removed_tags', 100),
  source_specific_ids: list('source_specific_ids', 255),
  removed_source_specific_ids: list('removed_source_specific_ids', 255),
}

type Shared = z.output<z.ZodObject<typeof shared>>

const labels = (given: Shared) => ({
  tags: { add: given.tags ?? [], remove: given.removed_tags ?? [] },
  sources: { add: given.source_specific_ids ?? [], remove: given.removed_source_specific_ids ?? [] },
})

const profile = ({ name, image_url, phone, contract_value, contract_type }: Shared) => ({
  name,
  image_url,
  phones: phone === undefined ? undefined : JSON.stringify(phone ?? []),
  contract_value,
  contract_type,
})

const NO_DOMAIN = 'domain must be a bare domain, such as example.com'
const NO_EMAIL = 'domain must be an e-mail address'

export const companyObject = z.object({
  ...shared,
  domain: requiredText('domain', 1_000)
    .transform((given) => (given === undefined ? undefined : (domainFrom(given) ?? '')))
    .refine((domain) => domain !== '', NO_DOMAIN),
  company_type: optionalText('company_type', 100),
  number_of_seats: seats,
})

export const companyFields = companyObject.transform(
  ({ domain, company_type, number_of_seats, ...given }) => ({
    fields: { ...profile(given), domain, company_type, number_of_seats },
    ...labels(given),
  }),
)

export const customerObject = z.object({
  ...shared,
  domain: requiredText('domain', 254).refine((given) => given === undefined || EMAIL.test(given), NO_EMAIL),
  role: optionalText('role', 100),
  company_id: optionalText('company_id', 255),
})

export const customerFields = customerObject.transform(({ domain, role, company_id, ...given }) => ({
  fields: {
    ...profile(given),
    email: domain === undefined ? undefined : emailFrom(domain),
    role,
    company_id,
  },
  ...labels(given),
}))
