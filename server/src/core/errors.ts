/** What can go wrong in the domain's words. Each surface maps every code to its own published status and body. */
export const errorCodes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'mismatch',
  'too_large',
  'rate_limited',
  'unavailable',
] as const

/** Finer than a code, where a program must tell: `details.reason`. */
export const errorReasons = ['second_factor_required', 'second_factor_invalid'] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Facts for the surface that words the answer: plain data, for it crosses threads. */
export type ErrorDetails = { [fact: string]: string | number | boolean | null }

export class DomainError extends Error {
  override name = 'DomainError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.details = details
  }
}

/** The same answer for what never was, what is gone, and what belongs to another organisation. */
export function missing(what: string): DomainError {
  return new DomainError('not_found', `${what} not found`, { what })
}
