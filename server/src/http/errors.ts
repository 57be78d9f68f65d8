// Every surface answers errors in its own published shape; this is the one place that turns a failure into an answer.
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { DomainError, type ErrorCode, type ErrorDetails } from '../core/errors.ts'
import { NotAdmitted } from './admission.ts'

/** What HTTP itself got wrong: method, content type, syntax of the body. The status is HTTP's own. */
export class ProtocolError extends Error {
  override name = 'ProtocolError'
  readonly status: 400 | 404 | 405 | 408 | 413 | 415
  constructor(status: ProtocolError['status'], message: string) {
    super(message)
    this.status = status
  }
}

export type Failure = {
  status: number
  code: ErrorCode | 'protocol' | 'fault'
  message: string
  details: ErrorDetails
}

/** A surface's published errors: a total table, so that a new code does not compile until it is answered. */
export type ErrorFormat = {
  status: Record<ErrorCode, number>
  /** Of a body that is none of what it says it is; else 400. */
  malformed?: number
  /** An unexpected fault: its status and the only words that leave the house. */
  fault: { status: number; message: string }
  contentType?: string
  /** Of the bodies. */
  schema: z.ZodType
  body(failure: Failure): unknown
}

export type ErrorAnswer = { status: number; body: unknown; headers: Record<string, string>; fault: boolean }

/** Milliseconds a client is told to wait when the server is overloaded or its storage is down, unless the error knows. */
const RETRY_UNAVAILABLE = 2_000

/**
 * Errors of this scope, and `paths` it does not have, leave in `format`. What is not the caller's fault is logged once.
 */
export function answerErrorsAs(scope: FastifyInstance, format: ErrorFormat, { paths = true } = {}): void {
  scope.setErrorHandler(async (error, request, reply) => {
    const answer = answerTo(error, format)
    if (answer.status >= 500 && !(error instanceof NotAdmitted))
      request.log.error({ reqId: request.id, err: error }, answer.fault ? 'unexpected fault' : 'unavailable')
    return reply.code(answer.status).headers(answer.headers).send(answer.body)
  })
  if (!paths) return
  scope.setNotFoundHandler(async () => {
    throw new ProtocolError(404, 'not found')
  })
}

export function answerTo(error: unknown, format: ErrorFormat): ErrorAnswer {
  const failure = failureOf(error, format)
  const headers: Record<string, string> = {}
  const { retryAfter = failure.status === 503 ? RETRY_UNAVAILABLE : undefined } = failure.details
  if ((failure.code === 'rate_limited' || failure.status === 503) && typeof retryAfter === 'number')
    headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfter / 1_000)))
  if (format.contentType) headers['content-type'] = format.contentType
  return { status: failure.status, body: format.body(failure), headers, fault: failure.code === 'fault' }
}

function failureOf(error: unknown, format: ErrorFormat): Failure {
  if (error instanceof DomainError) {
    const { code, message, details } = error
    return { status: format.status[code], code, message, details }
  }
  const protocol = error instanceof ProtocolError ? error : fromFastify(error)
  if (protocol) {
    const { message } = protocol
    const status = protocol.status === 400 ? (format.malformed ?? 400) : protocol.status
    return { status, code: 'protocol', message, details: {} }
  }
  return { ...format.fault, code: 'fault', details: {} }
}

const FASTIFY_STATUS: Record<string, [ProtocolError['status'], string]> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'unsupported content type'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'the body is too large'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'the body is not as long as announced'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'the body is empty'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'the body is not valid JSON'],
}

function fromFastify(error: unknown): ProtocolError | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, statusCode }: Error & { code?: unknown; statusCode?: unknown } = error
  const known = typeof code === 'string' ? FASTIFY_STATUS[code] : undefined
  if (known) return new ProtocolError(...known)
  if (statusCode === 400) return new ProtocolError(400, 'the request is not acceptable')
  // What is left that blames the client comes from serving files: a path that leads nowhere it may.
  if (typeof statusCode === 'number' && statusCode > 400 && statusCode < 500)
    return new ProtocolError(404, 'not found')
  return undefined
}
