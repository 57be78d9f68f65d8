import type { FastifyRequest } from 'fastify'

/**
 * What links to this server begin with: BASE_URL, or else what the caller called it. Without BASE_URL use it only for
 * answers that reach nobody but the caller, whose own word on the address is then good enough.
 */
export function ownAddress(request: FastifyRequest, baseUrl: string | undefined): string {
  return baseUrl ?? `${request.protocol}://${request.host}`
}
