import type { ProblemBody } from '../../../server/src/surfaces/manage/wire.ts'
import { problemWords } from './problem-words.ts'

/**
 * What a call to our own server can fail with; `status` 0 means that no answer came at all. Its `message` is what a person
 * is told, in the language the page has when it is read.
 */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly retryAfter: number | null
  /** The input at fault, where there is one. */
  readonly field: string | null
  /** The server's own sentence, for who knows better than `message` what was asked. */
  readonly detail: string
  readonly at = new Date().toISOString()

  constructor(
    status: number,
    code: string,
    detail: string,
    retryAfter: number | null = null,
    field: string | null = null,
  ) {
    super(detail)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.retryAfter = retryAfter
    this.field = field
    this.detail = detail
    // An accessor of the class would stand behind the property that every Error has of its own.
    Object.defineProperty(this, 'message', { get: () => problemWords(this) })
  }
}

export async function readProblem(response: Response): Promise<Problem> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfter = Number.isFinite(seconds) ? seconds : null
  // A proxy in front of the server may answer with a page of its own, so the body proves itself first.
  const body: unknown = await response.json().catch(() => null)
  if (!isProblem(body)) {
    return new Problem(response.status, 'unavailable', response.statusText, retryAfter)
  }
  const field = body.field ?? null
  return new Problem(response.status, body.code, body.detail || body.title, retryAfter, field)
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem(0, 'unreachable', '')
}

function isProblem(body: unknown): body is ProblemBody {
  if (typeof body !== 'object' || body === null) return false
  return (
    'code' in body && typeof body.code === 'string' && 'detail' in body && typeof body.detail === 'string'
  )
}
