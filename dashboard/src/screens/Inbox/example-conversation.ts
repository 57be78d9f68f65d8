import type { ConversationBody } from '../../../../server/src/surfaces/manage/wire.ts'

/** For tests: an open ticket of Jo, but for what is given. */
export function exampleConversation(given: Partial<ConversationBody> = {}): ConversationBody {
  return {
    id: 'conversation',
    number: 'ASM-1',
    title: 'The lid does not close',
    status: 'open',
    priority: null,
    channel: { id: '01CHANNEL', kind: 'tickets', name: 'Tickets API' },
    source_specific_id: null,
    contact: { id: '01CONTACT', name: 'Jo March', email: null, username: null, image_url: null },
    visitor: null,
    company: null,
    company_reference: null,
    owner: { kind: 'people', id: null, epoch: 0 },
    handed_from: null,
    assignee: null,
    tags: [],
    unread_mentions: 0,
    additional_properties: {},
    created_at: '2026-03-02T09:00:00.000Z',
    updated_at: '2026-03-02T09:00:00.000Z',
    last_message_at: '2026-03-02T09:00:00.000Z',
    snoozed_until: null,
    unread: 0,
    last_message: null,
    delivery_failed: false,
    draft: null,
    merged_ids: [],
    ...given,
  }
}
