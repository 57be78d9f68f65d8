import { z } from 'zod'
import type { ErrorFormat } from '../../http/errors.ts'

export const errorBody = z.object({
  error: z.string().describe('What is wrong, in words.'),
  created_ticket_number: z
    .string()
    .optional()
    .describe('Of the ticket that has the source specific id already.'),
})

/** `{"error": "<message>"}`; unexpected faults are 503 here (docs/contracts.md 1c#22, 1c#30). */
export const ticketErrors: ErrorFormat = {
  status: {
    invalid: 400,
    unauthenticated: 401,
    forbidden: 403,
    not_found: 404,
    conflict: 409,
    mismatch: 422,
    too_large: 400,
    rate_limited: 429,
    unavailable: 503,
  },
  fault: { status: 503, message: 'internal error, it has been logged' },
  schema: errorBody,
  // A retrying client still learns the number of the ticket it made before (docs/contracts.md 1c#14).
  body: ({ message, details }) => ({
    error: message,
    ...(typeof details.number === 'string' && { created_ticket_number: details.number }),
  }),
}
