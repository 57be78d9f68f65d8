// Conversations as tickets of the helpdesk, and their messages.
import type { AttachmentRow } from '../../../core/attachments/queries.ts'
import type { ConversationRow } from '../../../core/conversations/queries.ts'
import type { MessageRow } from '../../../core/messages/queries.ts'
import type { ContactBody, DeskMessageBody, DeskTicketBody, Source, State, WholeTicket } from './wire.ts'

type ChannelKind = ConversationRow['channel_kind']

/** Whoever waits for the contact, or sleeps, has been looked at: it is not new any more (docs/contracts.md 4c#35). */
function stateOf({ status, assignee_id }: ConversationRow): State {
  if (status === 'closed') return 'closed'
  return status === 'open' && assignee_id === null ? 'new' : 'assigned'
}

const sources: Record<ChannelKind, Source> = {
  tickets: 'api',
  chat: 'chat',
  medium: 'api_channel',
  assistants: 'assistant',
}

function sourceOf({ channel_kind, channel_site_id }: ConversationRow): Source {
  return channel_site_id === null ? sources[channel_kind] : 'helpdesk'
}

function contactOf(row: ConversationRow): ContactBody {
  if (row.contact_id === null) return null
  const { contact_name, contact_username, contact_email } = row
  return { name: contact_name ?? contact_username ?? contact_email, email: contact_email }
}

const assigneeOf = ({ assignee_name: name }: ConversationRow) => (name === null ? null : { name })

export function ticketBodyOf(row: ConversationRow): DeskTicketBody {
  return {
    id: row.serial,
    state: stateOf(row),
    priority: row.priority,
    messages_count: row.message_count,
    contact: contactOf(row),
    assignee: assigneeOf(row),
    subject: row.title,
    updated_at: row.updated_at,
  }
}

/** All of it but its messages, which may be many. */
export function wholeTicketOf(row: ConversationRow): Omit<WholeTicket, 'messages'> {
  return {
    id: row.serial,
    subject: row.title,
    state: stateOf(row),
    priority: row.priority,
    source: sourceOf(row),
    contact: contactOf(row),
    assignee: assigneeOf(row),
    // Nothing here writes any.
    summary: null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}

/** Of a conversation that came in on a channel of this kind; entries of what was done are no messages. */
export function messageBodyOf(
  kind: ChannelKind,
  row: MessageRow,
  files: readonly AttachmentRow[],
): DeskMessageBody {
  return {
    type: row.kind === 'note' ? 'note' : kind === 'tickets' ? 'email' : 'chat',
    direction: row.direction,
    author: row.author_name,
    body: row.body,
    received_at: row.original_timestamp ?? row.created_at,
    created_at: row.created_at,
    // Links have no size until they are fetched.
    files: files
      .filter((file) => file.message_id === row.id && file.sha256 !== null)
      .map(({ filename, content_type, byte_size }) => ({ filename, content_type, byte_size })),
  }
}
