// What a teammate may give of a contact or company. What is not named stays; null and blank empty a field.
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
  image_url: webAddress,
  phones: list('phones', 50, MOST_PHONES),
  contract_value: z.number('contract_value must be a number').nullish(),
  contract_type: optionalText('contract_type', 100),
  /** The whole list, as that of source ids. */
  tags: list('tags', 100),
  source_specific_ids: list('source_specific_ids', 255),
}

type Shared = z.output<z.ZodObject<typeof shared>>

function sharedOf({ image_url, phones, contract_value, contract_type }: Shared) {
  const phonesJson = phones === undefined ? undefined : JSON.stringify(phones ?? [])
  return { image_url, phones: phonesJson, contract_value, contract_type }
}

const whole = (values: string[] | null | undefined) =>
  values === undefined ? { add: [], remove: [] } : { add: values ?? [], remove: [], whole: true }
const labelsOf = ({ tags, source_specific_ids }: Shared) => ({
  tags: whole(tags),
  sources: whole(source_specific_ids),
})

export const contactFields = z
  .object({
    ...shared,
    name: optionalText('name', 255),
    email: optionalText('email', 254)
      .refine((given) => given == null || EMAIL.test(given), 'email must be an e-mail address')
      .transform((given) => (given == null ? given : emailFrom(given))),
    username: optionalText('username', 255),
    role: optionalText('role', 100),
    company_id: optionalText('company_id', 255),
  })
  .transform(({ name, email, username, role, company_id, ...given }) => ({
    fields: { ...sharedOf(given), name, email, username, role, company_id },
    ...labelsOf(given),
  }))

const NO_DOMAIN = 'domain must be a bare domain, such as example.com'

export const companyFields = z
  .object({
    ...shared,
    name: requiredText('name', 255),
    domain: optionalText('domain', 1_000)
      .transform((given) => (given == null ? given : (domainFrom(given) ?? '')))
      .refine((domain) => domain !== '', NO_DOMAIN),
    company_type: optionalText('company_type', 100),
    number_of_seats: seats,
  })
  .transform(({ name, domain, company_type, number_of_seats, ...given }) => ({
    fields: { ...sharedOf(given), name, domain, company_type, number_of_seats },
    ...labelsOf(given),
  }))
