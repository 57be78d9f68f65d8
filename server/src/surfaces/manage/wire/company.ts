import { z } from 'zod'
import { ulid as id, time } from './values.ts'

const text = z.string().nullable()

export const companyBody = z.object({
  id,
  name: z.string(),
  domain: text,
  image_url: text,
  company_type: text,
  number_of_seats: z.int().nullable(),
  phones: z.array(z.string()),
  contract_value: z.number().nullable(),
  contract_type: text,
  tags: z.array(z.string()),
  source_specific_ids: z.array(z.string()),
  created_at: time,
  updated_at: time,
})
export type CompanyBody = z.output<typeof companyBody>

/** Answer of `GET`, `POST` and `PATCH` of one company. */
export const oneCompanyBody = companyBody.extend({
  merged_ids: z.array(id).describe('Companies that were merged into this one; their ids find it.'),
  merged_from: id.nullable().describe('The id that was asked for, when it is one of these.'),
})
export type OneCompanyBody = z.output<typeof oneCompanyBody>

export const companyListBody = z.object({ data: z.array(companyBody), next_cursor: text })

/** Answer of `POST …/merge` and `…/undo`: the survivor as it is then. */
export const mergedCompanyBody = z.object({ merge_id: id, company: oneCompanyBody })
