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
      ? origin === undefined || isOurs(origin, request)
      : site === 'same-origin' || site === 'none'
  if (!ours) throw new DomainError('forbidden', 'this request came from another origin')
}

/**
 * Letter by letter as browsers write it: no user, path, port of its own or dot at the end. A page of this host over
 * plain HTTP is not ours when we are reached over TLS; the other way round a proxy may have taken the TLS off.
 */
function isOurs(origin: string, request: FastifyRequest): boolean {
  if (!URL.canParse(origin)) return false
  const { origin: written, protocol, host } = new URL(origin)
  const schemes = request.protocol === 'https' ? ['https:'] : ['http:', 'https:']
  return written === origin && schemes.includes(protocol) && host === request.host.toLowerCase()
}
