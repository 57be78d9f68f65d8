import type { ProblemBody } from '../../../server/src/surfaces/manage/wire.ts'

/** What a call to our own server can fail with; `status` 0 means that no answer came at all. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly retryAfter: number | null
  readonly at = new Date().toISOString()

  constructor(status: number, code: string, detail: string, retryAfter: number | null = null) {
    super(detail)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.retryAfter = retryAfter
  }
}

export async function readProblem(response: Response): Promise<Problem> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfter = Number.isFinite(seconds) ? seconds : null
  // A proxy in front of the server may answer with a page of its own, so the body proves itself first.
  const body: unknown = await response.json().catch(() => null)
  if (!isProblem(body)) {
    return new Problem(response.status, 'unavailable', `The server answered ${response.status}.`, retryAfter)
  }
  return new Problem(response.status, body.code, sentence(body.detail || body.title), retryAfter)
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem(0, 'unreachable', 'The server could not be reached.')
}

function isProblem(body: unknown): body is ProblemBody {
  if (typeof body !== 'object' || body === null) return false
  return (
    'code' in body && typeof body.code === 'string' && 'detail' in body && typeof body.detail === 'string'
  )
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
