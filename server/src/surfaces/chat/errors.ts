import { z } from 'zod'
import type { ErrorFormat } from '../../http/errors.ts'

export const errorBody = z.object({ error: z.string().describe('What is wrong, in words.') })

/** `{"error": "<message>"}` in the published words; malformed bodies are 422 here (docs/contracts.md 4c#27). */
export const chatErrors: ErrorFormat = {
  status: {
    invalid: 422,
    unauthenticated: 401,
    forbidden: 403,
    not_found: 404,
    conflict: 409,
    mismatch: 422,
    too_large: 413,
    rate_limited: 429,
    unavailable: 503,
  },
  malformed: 422,
  fault: { status: 500, message: 'Internal error, it has been logged' },
  schema: errorBody,
  body: ({ code, message }) => ({ error: code === 'rate_limited' ? 'Rate limit exceeded' : message }),
}
