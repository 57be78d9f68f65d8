// What the tickets API says on the wire: docs/contracts.md 1. Fields stand in the order in which they are checked.
import { z } from 'zod'
import { fits } from '../../core/code-points.ts'
import { ulidFrom } from '../../core/ids.ts'
import type { FilePart } from '../../http/form.ts'
import { REPLY_FILES } from '../../http/take-files.ts'
import { additionalProperties, originalTimestamp, personIn } from './values.ts'

const BYTES_OF_TEXT = 256 * 1024
const LONGEST_ID = 255
const LONGEST_URL = 2_048

const shortText = (longest: number, name: string) =>
  z.string().refine((text) => fits(text, longest), `${name} is too long (maximum ${longest} characters)`)

/** Absent when blank. */
export const optionalText = (longest: number, name: string) =>
  shortText(longest, name)
    .transform((text) => text.trim() || null)
    .default(null)

/** Somebody's own id: kept to the letter, but absent when blank. */
const foreignId = (name: string) =>
  shortText(LONGEST_ID, name)
    .transform((text) => (text.trim() ? text : null))
    .default(null)

const requiredText = (name: string) =>
  z
    .string(`${name} is required`)
    .refine((text) => text.trim() !== '', `${name} is required`)
    .refine((text) => Buffer.byteLength(text) <= BYTES_OF_TEXT, `${name} is too long (maximum 256 KiB)`)

/** Split where the next address begins: addresses may hold commas themselves (docs/contracts.md 1c#6). */
const links = z.array(z.string()).transform((items, context) => {
  // One more than may be given is enough to refuse them.
  const urls = items
    .flatMap((item) => item.split(/,\s*(?=https?:)/i, REPLY_FILES.most + 1))
    .map((url) => url.trim())
  if (urls.every((url) => url.length <= LONGEST_URL && /^https?:/i.test(url) && URL.canParse(url)))
    return urls
  context.addIssue({ code: 'custom', message: 'files_image_url must be an http or https URL' })
  return z.NEVER
})

const enclosures = {
  files: z.custom<FilePart[]>(),
  lists: z.object({ files_base64: z.array(z.string()), files_image_url: links }),
}

/** Form of `POST /interaction` and `/interactions`; unknown fields are ignored, only `query` is required. */
export const createTicketForm = z
  .object({
    values: z.object({
      query: requiredText('query'),
      title: z
        .string()
        .optional()
        .transform((text) => text ?? null),
      user: personIn('user').transform((user, context) => {
        if (!user || user.email || user.source_specific_id || user.id) return user
        const message = 'user must have at least one of email, source_specific_id, or id'
        context.addIssue({ code: 'custom', message })
        return z.NEVER
      }),
      user_name: optionalText(255, 'user_name'),
      user_email: optionalText(254, 'user_email'),
      user_image_url: optionalText(LONGEST_URL, 'user_image_url'),
      user_username: optionalText(255, 'user_username'),
      source_specific_id: foreignId('source_specific_id'),
      company_id: foreignId('company_id'),
      company_source_specific_id: foreignId('company_source_specific_id'),
      additional_properties: additionalProperties,
      original_timestamp: originalTimestamp,
    }),
    ...enclosures,
  })
  .transform(({ values, ...enclosed }) => ({ ...enclosed, ...values, user: mergedUser(values) }))

type FlatUser = Record<'user_name' | 'user_email' | 'user_image_url' | 'user_username', string | null>

/** The JSON `user` wins field by field over the flat ones of the older document (docs/contracts.md 1c#1). */
function mergedUser({ user, ...flat }: FlatUser & { user: z.output<ReturnType<typeof personIn>> }) {
  return {
    id: user?.id ?? null,
    source_specific_id: user?.source_specific_id ?? null,
    // Addresses match case-insensitively (docs/contracts.md 1c#11).
    email: (user?.email ?? flat.user_email)?.toLowerCase() ?? null,
    name: user?.name ?? flat.user_name,
    username: user?.username ?? flat.user_username,
    image_url: user?.image_url ?? flat.user_image_url,
  }
}

/** Which ticket a reply is for; checked before its body is read (docs/contracts.md 1c#19, 1c#20). */
export const replyQuery = z
  .object({
    id: z.unknown().optional().meta({
      type: 'string',
      description: "The ticket's ULID, from `X-Ticket-Id`.",
      example: '$TICKET_ID',
    }),
    source_specific_id: z
      .unknown()
      .optional()
      .meta({ type: 'string', description: 'Or your own id of the ticket: exactly one of the two.' }),
  })
  .transform(({ id, source_specific_id }, context) => {
    const [byId, bySource] = [given(id), given(source_specific_id)]
    if (byId !== undefined && bySource === undefined) {
      const ulid = byId.length === 26 ? ulidFrom(byId) : undefined
      if (ulid !== undefined) return { id: ulid, given: byId }
      context.addIssue({ code: 'custom', message: 'invalid ULID format for id parameter' })
      return z.NEVER
    }
    if (bySource !== undefined && byId === undefined) return { source: bySource, given: bySource }
    const message = 'exactly one of id or source_specific_id must be provided'
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

/** NUL is taken out, as it was when the ticket was stored. A name given twice names nothing for sure. */
function given(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(String).join(',')
  return typeof value === 'string' ? value.replaceAll('\0', '').slice(0, 1_000) || undefined : undefined
}

/** Form of `POST /interactions/reply`. */
export const replyForm = z
  .object({
    values: z.object({
      content: requiredText('content'),
      user: personIn('user').transform((user, context) => {
        if (user && (user.id || user.email)) return user
        const message = user ? 'user.id or user.email is required' : 'user is required'
        context.addIssue({ code: 'custom', message })
        return z.NEVER
      }),
      source_specific_id: foreignId('source_specific_id'),
      original_timestamp: originalTimestamp,
    }),
    ...enclosures,
  })
  .transform(({ values, ...enclosed }) => ({
    ...enclosed,
    ...values,
    user: { ...values.user, email: values.user.email?.toLowerCase() ?? null },
  }))

export const ticketCreatedBody = z.object({
  created_ticket_number: z.string().meta({ examples: ['ASM-1'] }),
})
export const replyCreatedBody = z.object({ created_history_id: z.string() })

export function ticketCreated(number: string): z.output<typeof ticketCreatedBody> {
  return { created_ticket_number: number }
}

export function replyCreated(messageId: string): z.output<typeof replyCreatedBody> {
  return { created_history_id: messageId }
}
