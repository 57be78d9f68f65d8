// What the accounts API says on the wire: docs/contracts.md 1. An account is a company or a contact, a Customer here.
import { z } from 'zod'
import type { CompanyRow } from '../../../core/companies/queries.ts'
import type { ContactRow } from '../../../core/contacts/profile/queries.ts'
import { DomainError } from '../../../core/errors.ts'
import { uuidOf } from '../../../core/ids.ts'
import { atMost, trimmed } from '../../../core/profiles/fields.ts'
import { companyFields, customerFields } from './fields.ts'

const LONGEST_KEY = 1_000
const LARGEST_PAGE = 200
/** Every entry before the page is walked over: 70 ms for so many on SQLite, hence on the thread for long reads. */
const FARTHEST = 1_000_000

export type AccountType = 'Company' | 'Customer'

/** Only what tells which fields to look at; {@link companyIn} and {@link customerIn} do. */
export const accountBody = z.looseObject(
  { type: z.enum(['Company', 'Customer'], 'type must be Company or Customer').nullish() },
  'the body must be a JSON object',
)
export type AccountBody = z.output<typeof accountBody>

export const companyIn = (body: AccountBody) => read(companyFields, body)
export const customerIn = (body: AccountBody) => read(customerFields, body)

/** @throws {DomainError} `invalid` with the sentence of the first field that breaks its rule. */
function read<S extends z.ZodType>(schema: S, body: AccountBody): z.output<S> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new DomainError('invalid', parsed.error.issues[0]?.message ?? 'invalid request')
}

const sourceId = z
  .string('source_specific_id is given twice')
  .transform(trimmed)
  .refine(atMost(255), 'source_specific_id is too long (maximum 255 characters)')
  .optional()
  // Empty counts as absent: templated URLs send it so (docs/contracts.md 1c#20).
  .transform((value) => value || undefined)
  .describe('Your own id of the account.')

/** Which account a call without an id in its path is about. */
export const sourceQuery = z.object({ source_specific_id: sourceId })
/** The same, where a call without it names no account. */
export const namingQuery = z.object({ source_specific_id: sourceId.meta({ example: '$SOURCE_ID' }) })
export const accountParams = z.object({
  account: z
    .string()
    .max(LONGEST_KEY)
    .catch('')
    .transform(trimmed)
    .meta({ description: 'Our id, or the domain of a company, or the e-mail address of a customer.' }),
})

/** Blank counts as absent. */
const wholeNumber = (field: string, least: number, most: number) =>
  z
    .unknown()
    .optional()
    .transform((given, context): number | undefined => {
      if (given === undefined || given === '') return undefined
      const value = typeof given === 'string' && /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN
      if (value >= least && value <= most) return value
      context.addIssue({ code: 'custom', message: `${field} must be a number from ${least} to ${most}` })
      return z.NEVER
    })
    .meta({ type: 'integer', minimum: least, maximum: most })

/** `cursor` is an offset by another name, and wins: clients keep the offset they began with (docs/contracts.md 1c#25). */
export const listQuery = sourceQuery.extend({
  limit: wholeNumber('limit', 1, LARGEST_PAGE)
    .transform((limit) => limit ?? 100)
    .describe('How many at most; 100 unless given.'),
  offset: wholeNumber('offset', 0, FARTHEST),
  cursor: wholeNumber('cursor', 0, FARTHEST),
})

/** Tags and source ids of one account, in the order of their letters. */
export type Labels = { tags: string[]; sources: string[] }

type Shared = Pick<
  CompanyRow & ContactRow,
  'phones' | 'contract_value' | 'contract_type' | 'image_url' | 'created_at' | 'updated_at'
>

const time = z.iso.datetime({ precision: 3 })
const shared = {
  id: z.uuid(),
  source_specific_ids: z.array(z.string()),
  image_url: z.string().nullable(),
  phone: z.array(z.string()),
  contract_value: z.number().nullable(),
  contract_type: z.string().nullable(),
  tags: z.array(z.string()),
  created_at: time,
  updated_at: time,
}
export const companyAccountBody = z.object({
  type: z.literal('Company'),
  name: z.string(),
  domain: z.string().nullable(),
  ...shared,
  company_type: z.string().nullable(),
  number_of_seats: z.int().nullable(),
})
export const customerAccountBody = z.object({
  type: z.literal('Customer'),
  name: z.string().nullable().describe('Null when a ticket told none.'),
  domain: z.string().nullable().describe('The e-mail address; null when a ticket told none.'),
  ...shared,
  role: z.string().nullable(),
  company_id: z.uuid().nullable(),
})
const account = z.discriminatedUnion('type', [companyAccountBody, customerAccountBody])

export const accountSavedBody = z.object({ id: shared.id })
export const accountShownBody = z.object({ account })
export const accountsBody = z.object({
  accounts: z.object({
    data: z.array(account),
    has_next_page: z.boolean(),
    next_cursor: z.string().nullable().describe('Goes into `cursor` of the next call.'),
  }),
})
export const accountDeletedBody = z.object({})

export function companyBody(row: CompanyRow, labels: Labels): z.output<typeof companyAccountBody> {
  const { company_type, number_of_seats } = row
  return {
    type: 'Company',
    id: uuidOf(row.id),
    name: row.name,
    domain: row.domain,
    ...sharedBody(row, labels),
    company_type,
    number_of_seats,
    ...timesOf(row),
  }
}

export function customerBody(row: ContactRow, labels: Labels): z.output<typeof customerAccountBody> {
  const { role, company_id } = row
  return {
    type: 'Customer',
    id: uuidOf(row.id),
    name: row.name,
    domain: row.email,
    ...sharedBody(row, labels),
    role,
    company_id: company_id === null ? null : uuidOf(company_id),
    ...timesOf(row),
  }
}

function sharedBody({ image_url, phones, contract_value, contract_type }: Shared, labels: Labels) {
  return {
    source_specific_ids: labels.sources,
    image_url,
    // Written as a list of texts by `fields.ts`, or as the empty one by the column's default.
    phone: JSON.parse(phones) as string[],
    contract_value,
    contract_type,
    tags: labels.tags,
  }
}

const timesOf = ({ created_at, updated_at }: Shared) => ({ created_at, updated_at })
