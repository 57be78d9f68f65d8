import { STATUS_CODES } from 'node:http'
import type { ErrorFormat } from './errors.ts'

/** RFC 9457. `code` is a domain error code, `protocol` or `fault`; `field` names the input at fault. */
export type ProblemBody = {
  type: string
  title: string
  status: number
  detail: string
  code: string
  field?: string
}

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
  body: ({ status, code, message, details }): ProblemBody => ({
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    code,
    ...(typeof details.field === 'string' && details.field !== '' && { field: details.field }),
  }),
}
