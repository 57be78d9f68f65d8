import type { MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'

/** For tests: a contact's plain message, but for what is given. */
export function exampleMessage(given: Partial<MessageBody> & { seq: number }): MessageBody {
  return {
    id: `message-${given.seq}`,
    kind: 'message',
    direction: 'inbound',
    author: { kind: 'contact', id: 'jo', name: 'Jo' },
    body: `body ${given.seq}`,
    attachments: [],
    mentions: [],
    quick_replies: [],
    changes: null,
    delivery: 'none',
    sources: [],
    source_specific_id: null,
    original_timestamp: null,
    created_at: '2026-03-10T12:00:00.000Z',
    ...given,
  }
}
