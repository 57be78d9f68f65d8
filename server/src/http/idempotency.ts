import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { DomainError } from '../core/errors.ts'
import type { OrgId } from '../core/ids.ts'
import type { IdempotencyKey } from '../core/perform.ts'

export const LONGEST_KEY = 255

/**
 * The caller's `Idempotency-Key`, scoped to tenant and route; undefined when there is none.
 * The fingerprint is over the fields in name order, so that a client may send them in any. Those that cost something to
 * put together are given as a function.
 * @throws {DomainError} `invalid` for a blank or long key.
 */
export function idempotencyKeyOf(
  request: FastifyRequest,
  org: OrgId,
  route: string,
  fields: Record<string, unknown> | (() => Record<string, unknown>),
): IdempotencyKey | undefined {
  const header = request.headers['idempotency-key']
  if (header === undefined) return undefined
  const key = String(header).trim()
  if (key === '' || key.length > LONGEST_KEY)
    throw new DomainError('invalid', `Idempotency-Key must have 1 to ${LONGEST_KEY} characters`)
  const given = typeof fields === 'function' ? fields() : fields
  const sorted = Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1))
  return { org, route, key, fingerprint: hash('sha256', JSON.stringify(sorted)) }
}

/** Marks a repeated answer, as `Idempotency-Replayed: true`. */
export function replayedHeader(replayed: boolean): Record<string, string> {
  return replayed ? { 'idempotency-replayed': 'true' } : {}
}
