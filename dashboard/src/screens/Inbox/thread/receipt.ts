import type { ConversationBody, MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Receipt } from './Delivery.tsx'

/** Of a chat the newest thing said to its visitor, and whether they have seen it; what the site says by itself is not. */
export function receiptOf(
  ordered: readonly MessageBody[],
  visitor: ConversationBody['visitor'],
): { id: string; is: Receipt } | null {
  if (visitor === null) return null
  const said = ordered.findLast(
    ({ kind, direction, author }) =>
      kind === 'message' && direction === 'outbound' && author.kind !== 'system',
  )
  return said ? { id: said.id, is: said.seq <= visitor.seen_seq ? 'seen' : 'sent' } : null
}
