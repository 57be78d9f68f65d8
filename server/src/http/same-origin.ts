import type { FastifyRequest } from 'fastify'
import { DomainError } from '../core/errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses unsafe requests that a page of another origin made a browser send (security.md law 17). Browsers say so in
 * `Sec-Fetch-Site` or `Origin`; a caller that sends neither is no browser and holds its cookie itself, so it passes.
 */
export function assertSameOrigin(request: FastifyRequest): void {
  if (SAFE.has(request.method)) return
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  const sameSite = site === undefined || site === 'same-origin' || site === 'none'
  const sameOrigin = origin === undefined || hostOf(origin) === request.host
  if (!sameSite || !sameOrigin) throw new DomainError('forbidden', 'this request came from another origin')
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
