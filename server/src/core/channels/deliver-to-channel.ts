import { isPendingDelivery } from '../messages/queries.ts'
import type { Follow } from '../perform.ts'

export const DELIVER = 'deliver'

/** One conversation's deliveries, one after the other. */
export const deliveryLane = (conversationId: string) => `deliver ${conversationId}`

/** An answer that must be carried out of the house becomes a job, in order within its conversation. */
export const deliverToChannel: Follow = async (event, tx, org) => {
  if (event.type !== 'message.created' || event.data.direction !== 'outbound') return []
  if (!(await isPendingDelivery(tx, org, event.data.message_id))) return []
  return [
    {
      kind: DELIVER,
      lane: deliveryLane(event.conversationId ?? ''),
      payload: { conversationId: event.conversationId, messageId: event.data.message_id },
    },
  ]
}
