// The only code that shapes the manage API's JSON.
import type { CreatedApiKey } from '../../core/accounts/api-keys.ts'
import { apiKeyBeginning } from '../../core/accounts/issue-api-key.ts'
import type { CreatedAccessToken } from '../../core/accounts/own/access-tokens.ts'
import { sessionIdOf } from '../../core/accounts/own/end-own-session.ts'
import { accessTokenBeginning } from '../../core/accounts/own/issue-access-token.ts'
import type { SessionRow } from '../../core/accounts/own/queries.ts'
import type { CredentialRow } from '../../core/accounts/queries.ts'
import type { AuditRow } from '../../core/accounts/team/queries.ts'
import type { AttachmentRow } from '../../core/attachments/queries.ts'
import type { ConversationRow } from '../../core/conversations/queries.ts'
import type { MessageRow } from '../../core/messages/queries.ts'
import type { EventRow } from '../../core/spine/queries.ts'
import type {
  AccessTokenBody,
  ApiKeyBody,
  AttachmentBody,
  AuditBody,
  ConversationBody,
  CreatedAccessTokenBody,
  CreatedApiKeyBody,
  EventBody,
  MessageBody,
  OwnSessionBody,
} from './wire.ts'

export function conversationBody(row: ConversationRow, tags: string[]): ConversationBody {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    status: row.status,
    priority: row.priority,
    channel: { id: row.channel_id, kind: row.channel_kind, name: row.channel_name },
    source_specific_id: row.source_specific_id,
    contact:
      row.contact_id === null
        ? null
        : {
            id: row.contact_id,
            name: row.contact_name,
            email: row.contact_email,
            username: row.contact_username,
            image_url: row.contact_image_url,
          },
    company: row.company_id === null ? null : { id: row.company_id, name: row.company_name ?? '' },
    company_reference: row.company_reference,
    owner: { kind: row.owner_kind, id: row.owner_id, epoch: row.epoch },
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? '' },
    tags,
    additional_properties: JSON.parse(row.additional_properties),
    created_at: row.created_at,
    updated_at: row.updated_at,
    last_message_at: row.last_message_at,
    snoozed_until: row.snoozed_until,
    unread: row.unread,
  }
}

export function messageBody(row: MessageRow, attachments: readonly AttachmentRow[]): MessageBody {
  return {
    id: row.id,
    seq: row.seq,
    kind: row.kind,
    direction: row.direction,
    author: { kind: row.author_kind, id: row.author_id, name: row.author_name },
    body: row.body,
    attachments: attachments.map(attachmentBody),
    changes: row.kind === 'event' ? (JSON.parse(row.metadata).changes ?? null) : null,
    delivery: row.delivery,
    sources: [],
    source_specific_id: row.source_specific_id,
    original_timestamp: row.original_timestamp,
    created_at: row.created_at,
  }
}

function attachmentBody(row: AttachmentRow): AttachmentBody {
  const path = `/api/manage/attachments/${row.number}`
  return {
    id: row.number,
    state: row.state,
    filename: row.filename,
    content_type: row.content_type,
    byte_size: row.byte_size,
    width: row.width,
    height: row.height,
    url: row.sha256 === null ? null : path,
    thumbnail_url: row.width === null ? null : `${path}/thumbnail`,
    source_url: row.url,
    failure: row.failure,
  }
}

export function eventBody(row: EventRow): EventBody {
  return {
    seq: row.seq,
    type: row.type,
    conversation_id: row.conversation_id,
    actor: JSON.parse(row.actor),
    data: JSON.parse(row.data),
    at: row.at,
  }
}

export function apiKeyBody({ public_id, name, ...times }: CredentialRow): ApiKeyBody {
  return { id: public_id, name, begins_with: apiKeyBeginning(public_id), ...times }
}

export function createdApiKeyBody(created: CreatedApiKey, key: string | null): CreatedApiKeyBody {
  const { id, name, expiresAt, createdAt } = created
  return { id, name, key, expires_at: expiresAt, created_at: createdAt }
}

export function accessTokenBody({ public_id, name, ...times }: CredentialRow): AccessTokenBody {
  return { id: public_id, name, begins_with: accessTokenBeginning(public_id), ...times }
}

export function createdAccessTokenBody(
  created: CreatedAccessToken,
  token: string | null,
): CreatedAccessTokenBody {
  const { id, name, expiresAt, createdAt } = created
  return { id, name, token, expires_at: expiresAt, created_at: createdAt }
}

export function ownSessionBody({ token_hash, ...row }: SessionRow, current: string | null): OwnSessionBody {
  return { id: sessionIdOf(token_hash), ...row, current: token_hash === current }
}

export function auditBody(row: AuditRow): AuditBody {
  return { ...row, actor: JSON.parse(row.actor), data: JSON.parse(row.data) }
}
