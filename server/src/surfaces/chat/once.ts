// Sends that may be repeated: under an `Idempotency-Key`, or under the visitor's own id of the message.
import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { OrgId } from '../../core/ids.ts'
import type { IdempotencyKey } from '../../core/perform.ts'
import { idempotencyKeyOf } from '../../http/idempotency.ts'

/** The header wins; without it the client's id of the message stands in. */
export function onceKeyOf(
  request: FastifyRequest,
  org: OrgId,
  route: string,
  clientMessageId: string | null,
  facts: Record<string, unknown>,
): IdempotencyKey | undefined {
  const given = idempotencyKeyOf(request, org, route, facts)
  if (given || clientMessageId === null) return given
  const fingerprint = hash('sha256', JSON.stringify(facts))
  return { org, route, key: `message ${clientMessageId}`, fingerprint }
}

/** What the published bodies do not say. */
export function messageHeaders(sent: { messageId: string; seq: number; createdAt: string }) {
  return {
    'x-message-id': sent.messageId,
    'x-message-seq': String(sent.seq),
    'x-message-timestamp': sent.createdAt,
  }
}
