// The fields of an account, each with its one rule. Those nobody documented are ignored (docs/contracts.md 1c#28).
import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { firstCodePoints } from '../../../core/code-points.ts'

const MOST_ENTRIES = 100
const MOST_PHONES = 20

/** PostgreSQL refuses NUL in text, and neither engine should store half a character. */
export const mended = (text: string) => text.toWellFormed().replaceAll('\0', '').trim()

/** Lengths are counted in code points. */
export const fits = (longest: number) => (value: string) => firstCodePoints(value, longest) === value

const text = (field: string, longest: number) =>
  z
    .string({ error: ({ input }) => `${field} ${input == null ? 'is required' : 'must be text'}` })
    .transform(mended)
    .refine(fits(longest), `${field} is too long (maximum ${longest} characters)`)

const requiredText = (field: string, longest: number) =>
  text(field, longest)
    .refine((value) => value !== '', `${field} is required`)
    .optional()

/** Null and blank empty the field. */
const optionalText = (field: string, longest: number) =>
  text(field, longest)
    .transform((value) => value || null)
    .nullish()

const list = (field: string, longest: number, most = MOST_ENTRIES) =>
  z
    .array(
      z
        .string(`${field} must be a list of texts`)
        .transform(mended)
        .refine((value) => value !== '', `${field} must not have blank entries`)
        .refine(fits(longest), `${field} has an entry that is too long (maximum ${longest} characters)`),
      `${field} must be a list of texts`,
    )
    .max(most, `${field} has too many entries (maximum ${most})`)
    .transform((values) => [...new Set(values)])
    .nullish()

const webAddress = optionalText('image_url', 2_048).refine(
  (url) => url == null || (/^https?:\/\//i.test(url) && URL.canParse(url)),
  'image_url must be an http or https URL',
)

/** Addresses match without regard to case, as those of tickets do (docs/contracts.md 1c#11). */
export const emailFrom = (given: string): string => given.toLowerCase()
const EMAIL = /^[^\s@]+@[^\s@]+$/

const LABEL = '(?!-)[a-z0-9_-]{1,63}(?<!-)'
/** At least two labels, the last no number: neither an id nor an IP address looks like that. */
const DOMAIN = new RegExp(`^(?=.{1,253}$)(${LABEL}\\.)+(?!\\d+$)${LABEL}$`)

/** The one spelling of a bare domain; undefined for anything with a scheme, port, path, user or without a dot. */
export function domainFrom(given: string): string | undefined {
  // The URL parser behind this would cut off a path and decode `%` instead of refusing them.
  if (given.length > 1_000 || /[\s/\\:@?#%[\]]/.test(given)) return undefined
  const ascii = domainToASCII(given).replace(/\.$/, '')
  return DOMAIN.test(ascii) ? ascii : undefined
}

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
const SEATS = 'number_of_seats must be a whole number from 0 to 1000000000'

export const companyFields = z
  .object({
    ...shared,
    domain: requiredText('domain', 1_000)
      .transform((given) => (given === undefined ? undefined : (domainFrom(given) ?? '')))
      .refine((domain) => domain !== '', NO_DOMAIN),
    company_type: optionalText('company_type', 100),
    number_of_seats: z.int(SEATS).min(0, SEATS).max(1_000_000_000, SEATS).nullish(),
  })
  .transform(({ domain, company_type, number_of_seats, ...given }) => ({
    fields: { ...profile(given), domain, company_type, number_of_seats },
    ...labels(given),
  }))

export const customerFields = z
  .object({
    ...shared,
    domain: requiredText('domain', 254).refine((given) => given === undefined || EMAIL.test(given), NO_EMAIL),
    role: optionalText('role', 100),
    company_id: optionalText('company_id', 255),
  })
  .transform(({ domain, role, company_id, ...given }) => ({
    fields: {
      ...profile(given),
      email: domain === undefined ? undefined : emailFrom(domain),
      role,
      company_id,
    },
    ...labels(given),
  }))
