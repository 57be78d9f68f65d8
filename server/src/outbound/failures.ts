/**
 * The address is one this server does not open. The text is all that anybody learns, whatever stands behind the
 * address or whether anything does: docs/contracts.md 1c#8.
 */
export class TargetRefused extends Error {
  override name = 'TargetRefused'
  constructor() {
    super('address not allowed by this server (ALLOW_PRIVATE_CIDRS)')
  }
}

/** Completes a sentence that begins with what was asked for: "the link is too large". */
export type OutboundReason =
  | 'is not a plain http or https address'
  | 'could not be reached'
  | 'has no valid certificate'
  | 'took too long'
  | 'gave an answer that cannot be read'
  | 'is too large'
  | 'redirected too often'
  | 'redirected from https to http'
  /** Every status is an answer here; a caller that needs another one says so with this. */
  | `answered with status ${number}`
  | 'was given up because this server is stopping'

/**
 * The request led to nothing. `reason` may be shown to whoever named the address; `code` is for the log. Neither quotes
 * the response, and there is no `cause`, because the errors of parsers carry the bytes they stumbled over.
 */
export class OutboundFailed extends Error {
  override name = 'OutboundFailed'
  readonly reason: OutboundReason
  readonly code: string | undefined
  constructor(reason: OutboundReason, code?: string) {
    super(reason)
    this.reason = reason
    this.code = code
  }
}

/** By the code of the error, first match wins: undici, Node's net, tls and zlib, llhttp. */
const BY_CODE: readonly (readonly [RegExp, OutboundReason])[] = [
  [/^UND_ERR_RES_EXCEEDED_MAX_SIZE$/, 'is too large'],
  [/TIMEOUT|TIMEDOUT|^ECANCELLED$/, 'took too long'],
  [/CERT|^UNABLE_TO_|^CRL_|^ERR_TLS_/, 'has no valid certificate'],
  [
    /^HTTPParserError$|^HPE_|^Z_|^ERR__|BROTLI|^UND_ERR_(HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH)/,
    'gave an answer that cannot be read',
  ],
]

/** What an error of the network means to whoever asked. A header that cannot be sent is a mistake of the caller's. */
export function failureFrom(error: unknown): Error {
  if (error instanceof TargetRefused || error instanceof OutboundFailed) return error
  if (!(error instanceof Error)) return new OutboundFailed('could not be reached')
  // The parser of HTTP gives its errors a name and no code.
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  if (code === 'UND_ERR_INVALID_ARG') return error
  const known = BY_CODE.find(([pattern]) => pattern.test(code))
  return new OutboundFailed(known?.[1] ?? 'could not be reached', code)
}
