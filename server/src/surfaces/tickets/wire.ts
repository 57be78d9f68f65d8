// What the tickets API says on the wire: docs/contracts.md 1.
import { z } from 'zod'

const BYTES_OF_TEXT = 256 * 1024

const optionalText = (longest: number, name: string) =>
  z
    .string()
    .trim()
    .max(longest, `${name} is too long (maximum ${longest} characters)`)
    .optional()
    .transform((text) => text || null)

/** Fields of `POST /interaction`; unknown ones are ignored. Only `query` is required (docs/contracts.md 1c#2). */
export const createTicketForm = z
  .object({
    query: z
      .string('query is required')
      .refine((text) => text.trim() !== '', 'query is required')
      .refine((text) => Buffer.byteLength(text) <= BYTES_OF_TEXT, 'query is too long (maximum 256 KiB)'),
    title: z
      .string()
      .optional()
      .transform((text) => text ?? null),
    user_name: optionalText(255, 'user_name'),
    user_email: optionalText(254, 'user_email'),
    user_image_url: optionalText(2_048, 'user_image_url'),
    user_username: optionalText(255, 'user_username'),
  })
  .transform(({ query, title, ...user }) => ({
    query,
    title,
    user: {
      name: user.user_name,
      // Addresses match case-insensitively (docs/contracts.md 1c#11).
      email: user.user_email?.toLowerCase() ?? null,
      image_url: user.user_image_url,
      username: user.user_username,
    },
  }))

export function ticketCreated(number: string): { created_ticket_number: string } {
  return { created_ticket_number: number }
}
