import { listMergedIds } from '../conversations/queries.ts'
import { DomainError, missing } from '../errors.ts'
import type { Actor } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { listFailedJobs, makeDueNow } from '../jobs/queries.ts'
import { findMessage } from '../messages/queries.ts'
import type { Verb } from '../verb.ts'
import { DELIVER, deliveryLane } from './deliver-to-channel.ts'
import { changeDelivery } from './note-failure.ts'

export type RetryDeliveryArgs = { org: OrgId; messageId: string; actor: Actor }

/**
 * Makes the job of a message that could not be delivered due now, be it given up or waiting for its next try. Its tries go
 * on counting: one that was given up gets this one more. Of two callers one succeeds.
 * @throws {DomainError} `not_found`, or `conflict` when nothing of it failed, or it is being tried just now.
 */
export const retryDelivery: Verb<RetryDeliveryArgs, null> = async (tx, args, { now }) => {
  const { org, messageId, actor } = args
  const message = await findMessage(tx, org, messageId)
  if (!message) throw missing('message')
  // Where it was sent from, which may have been merged since.
  const { conversation_id } = message
  const from = [conversation_id, ...(await listMergedIds(tx, org, [conversation_id])).map(({ id }) => id)]
  const failed = await listFailedJobs(tx, org, { kind: DELIVER, lanes: from.map(deliveryLane) })
  const job = failed.find(({ payload }) => JSON.parse(payload).messageId === messageId)
  // The job before the message, as whatever notes a failure: no deadlocks.
  const due = job && (await makeDueNow(tx, org, job.id, now))
  const told =
    due && (await changeDelivery(tx, org, { messageId, to: 'pending', attempt: due.attempt, actor }))
  if (!told) throw new DomainError('conflict', 'no delivery of this message has failed')
  return { result: null, org, events: [told] }
}
