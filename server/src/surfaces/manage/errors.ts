import { STATUS_CODES } from 'node:http'
import type { ErrorFormat } from '../../http/errors.ts'
import type { ProblemBody } from './wire.ts'

/** RFC 9457 problem details, plus `code`: the word a program can switch on. */
export const manageErrors: ErrorFormat = {
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
  body: ({ status, code, message, details }): ProblemBody => ({
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    code,
    ...(typeof details.field === 'string' && details.field !== '' && { field: details.field }),
  }),
}
