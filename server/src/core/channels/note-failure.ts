// What became of a delivery, written on its message and told.
import type { Tx } from '../../db/schema.ts'
import type { Actor, EventDraft } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { setDelivery } from '../messages/queries.ts'
import { DELIVER } from './deliver-to-channel.ts'

const SERVER: Actor = { kind: 'system', id: null, name: null }

/** Of any job that failed; `dead`: it is given up. */
export async function noteFailure(
  tx: Tx,
  org: OrgId,
  job: { kind: string; payload: string; attempt: number },
  dead: boolean,
): Promise<EventDraft[]> {
  if (job.kind !== DELIVER) return []
  // Written by `deliverToChannel`.
  const { messageId }: { messageId: string } = JSON.parse(job.payload)
  const to = dead ? 'dead' : 'failed'
  const told = await changeDelivery(tx, org, { messageId, to, attempt: job.attempt, actor: SERVER })
  return told ? [told] : []
}

type Outcome = { messageId: string; to: 'pending' | 'failed' | 'dead'; attempt: number; actor: Actor }

/** Undefined when it stands so already, or was delivered. */
export async function changeDelivery(
  tx: Tx,
  org: OrgId,
  { messageId, to, attempt, actor }: Outcome,
): Promise<EventDraft | undefined> {
  const row = await setDelivery(tx, org, messageId, to)
  return (
    row && {
      type: 'delivery.changed',
      conversationId: row.conversation_id,
      actor,
      data: { message_id: messageId, delivery: to, attempt },
    }
  )
}
