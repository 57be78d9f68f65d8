// What a route refuses, with the very bodies it refuses with: from its credential, limit, schemas and description.
import type { z } from 'zod'
import { DomainError, type ErrorCode, type ErrorDetails, errorCodes } from '../core/errors.ts'
import { answerTo, ProtocolError } from './errors.ts'
import { UNSUPPORTED_FORM } from './form.ts'
import type { Refusal, Refusals } from './route-doc.ts'
import type { Route, Surface } from './surface.ts'

export type Refused = { status: number; code: string; when: string; body: unknown }

const WHEN: Record<ErrorCode, string> = {
  invalid: 'A value is missing or not acceptable.',
  unauthenticated: 'The credential is missing, wrong or expired.',
  forbidden: 'The caller may not do this.',
  not_found: 'There is no such thing, or it is not yours.',
  conflict: 'It contradicts what is there.',
  mismatch: 'The idempotency key was used for a different request.',
  too_large: 'It is larger than it may be.',
  rate_limited: 'Too often. `Retry-After` says for how long to wait.',
  unavailable: 'Overloaded, stopping, or without its storage. Try again after `Retry-After`.',
}

/** Where nobody gave the sentence. */
const GENERAL: Record<ErrorCode, string> = {
  invalid: 'invalid request',
  unauthenticated: 'sign in first',
  forbidden: 'you may not do this',
  not_found: 'not found',
  conflict: 'it exists already',
  mismatch: 'this idempotency key was used for a different request',
  too_large: 'it is too large',
  rate_limited: 'rate limit exceeded',
  unavailable: 'too many writes are waiting',
}

/** In the order of their status; one status may stand for several codes. */
export function refusalsOf(surface: Surface, route: Route): Refused[] {
  const answered = Object.keys(route.doc.answers).map(Number)
  const { errors } = surface
  const describe = (error: Error, code: string, when: string): Refused => {
    const { status, body } = answerTo(error, errors)
    return { status, code, when, body }
  }
  const domain = [...codesOf(surface, route)].map(([code, refusal]) => {
    const [sentence, details]: readonly [string, ErrorDetails] =
      typeof refusal === 'string' ? [refusal, {}] : refusal
    return describe(new DomainError(code, sentence, details), code, WHEN[code])
  })
  const protocol = protocolErrors(route).map((error) => describe(error, 'protocol', PROTOCOL[error.status]))
  const fault = describe(new Error('unforeseen'), 'fault', 'Something failed on the server. It was logged.')
  return [...domain, ...protocol, fault]
    .filter(({ status }) => !answered.includes(status))
    .sort((a, b) => a.status - b.status)
}

export function errorType({ errors: { contentType = 'application/json' } }: Surface): string {
  return contentType.split(';', 1)[0] ?? contentType
}

function codesOf(
  surface: Surface,
  { auth, method, path, limit, schemas, doc }: Route,
): Map<ErrorCode, Refusal> {
  const codes = new Map<ErrorCode, Refusal>()
  const add = (refusals: Refusals) => {
    const given: { [code in ErrorCode]?: Refusal } = isList(refusals)
      ? Object.fromEntries(refusals.map((code) => [code, codes.get(code) ?? GENERAL[code]]))
      : refusals
    for (const code of errorCodes) {
      const refusal = given[code]
      if (refusal !== undefined) codes.set(code, refusal)
    }
  }
  add(auth.refuses)
  if (auth.sameOrigin && method !== 'GET' && !codes.has('forbidden'))
    add({ forbidden: 'this request came from another origin' })
  if (limit || (surface.strangers && auth.schemes.length > 0)) add(['rate_limited'])
  if (path.includes(':')) add(['not_found'])
  const invalid = firstComplaint(schemas.query) ?? firstComplaint(schemas.body)
  if (schemas.query || schemas.body || doc.idempotent) add({ invalid: invalid ?? GENERAL.invalid })
  if (doc.idempotent) add(['mismatch'])
  add(['unavailable'])
  if (doc.refuses) add(doc.refuses)
  return codes
}

const isList = (refusals: Refusals): refusals is readonly ErrorCode[] => Array.isArray(refusals)

/** What the schema itself says to nothing at all, or else to nonsense in one of its fields. */
function firstComplaint(schema: z.ZodType | undefined): Refusal | undefined {
  if (!schema) return undefined
  const fields = 'shape' in schema ? Object.keys(schema.shape as object) : []
  for (const given of [{}, ...fields.map((name) => ({ [name]: [NaN] }))]) {
    const issue = schema.safeParse(given).error?.issues[0]
    if (issue) return [issue.message, { field: issue.path.join('.') }]
  }
  return undefined
}

const PROTOCOL: Record<ProtocolError['status'], string> = {
  400: 'The body is malformed.',
  404: 'There is no such path.',
  405: 'The path has no such method.',
  408: 'The body took too long to arrive.',
  413: 'The body is too large.',
  415: 'The body is of a type that is not accepted here, or compressed.',
}

/** Whatever may carry a body may carry a bad one. */
function protocolErrors({ method, doc }: Route): ProtocolError[] {
  if (method === 'GET') return []
  const form = doc.sends && 'multipart/form-data' in doc.sends
  return [
    new ProtocolError(400, 'the body is not valid JSON'),
    new ProtocolError(408, 'the body took too long'),
    new ProtocolError(413, 'the body is too large'),
    new ProtocolError(415, form ? UNSUPPORTED_FORM : 'unsupported content type'),
  ]
}
