import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { errorCodes, errorReasons } from '../core/errors.ts'
import type { ErrorFormat } from './errors.ts'

/** RFC 9457. */
export const problemBody = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What is wrong, in words.'),
  code: z
    .enum([...errorCodes, 'protocol', 'fault', ...errorReasons])
    .describe('What is wrong, for programs: the kind of error, or a finer reason of it.'),
  field: z.string().describe('The input at fault.').exactOptional(),
  scope: z.string().describe('What the access token would have needed.').exactOptional(),
})
export type ProblemBody = z.output<typeof problemBody>

/** Problem details: the error shape of everything that is ours and not some published document's. */
export const problems: ErrorFormat = {
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
  fault: {
    status: 500,
    message: 'Something failed on the server. It has been logged under this request id.',
  },
  contentType: 'application/problem+json; charset=utf-8',
  schema: problemBody,
  body: ({ status, code, message, details }): ProblemBody => ({
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    code: errorReasons.find((reason) => reason === details.reason) ?? code,
    ...(typeof details.field === 'string' && details.field !== '' && { field: details.field }),
    ...(typeof details.scope === 'string' && { scope: details.scope }),
  }),
}
