import type { FastifyRequest } from 'fastify'
import { DomainError } from '../core/errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses unsafe requests that a page of another origin made a browser send. Browsers say so in
 * `Sec-Fetch-Site` or `Origin`; a caller that sends neither is no browser and holds its cookie itself, so it passes.
 */
export function assertSameOrigin(request: FastifyRequest): void {
  if (SAFE.has(request.method)) return
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  // `Sec-Fetch-Site` cannot be set by a page and outranks `Origin`, which is `null` under some referrer policies.
  const ours =
    site === undefined
      ? origin === undefined || hostOf(origin) === request.host
      : site === 'same-origin' || site === 'none'
  if (!ours) throw new DomainError('forbidden', 'this request came from another origin')
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
