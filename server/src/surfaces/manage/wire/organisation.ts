import { z } from 'zod'
import { ulid } from './values.ts'

export const organisationBody = z.object({
  id: ulid,
  slug: z.string().meta({ examples: ['pottle-pan'] }),
  name: z.string().meta({ examples: ['Pottle & Pan'] }),
  prefix: z.string().meta({ description: 'What ticket numbers begin with.', examples: ['ASM'] }),
})
export type OrganisationBody = z.output<typeof organisationBody>

const rate = z.int().nullable().describe("Null means the server's default.")

/** Answer of `GET` and `PATCH /api/manage/organisation`. */
export const organisationSettingsBody = organisationBody.extend({
  limits: z.object({ tickets_per_second: rate, replies_per_minute: rate }),
})
export type OrganisationSettingsBody = z.output<typeof organisationSettingsBody>
