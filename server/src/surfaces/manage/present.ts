// The only code that shapes the manage API's JSON.
import type { CreatedApiKey } from '../../core/accounts/api-keys.ts'
import { apiKeyBeginning } from '../../core/accounts/issue-api-key.ts'
import type { CreatedAccessToken } from '../../core/accounts/own/access-tokens.ts'
import { sessionIdOf } from '../../core/accounts/own/end-own-session.ts'
import { accessTokenBeginning } from '../../core/accounts/own/issue-access-token.ts'
import type { AccessTokenRow, SessionRow } from '../../core/accounts/own/queries.ts'
import type { CredentialRow } from '../../core/accounts/queries.ts'
import { scopesFrom } from '../../core/accounts/scopes.ts'
import type { AuditRow } from '../../core/accounts/team/queries.ts'
import type { AttachmentRow } from '../../core/attachments/queries.ts'
import type { LastSaidRow } from '../../core/conversations/last-said/queries.ts'
import type { Mentioned } from '../../core/conversations/mentions/named.ts'
import type { ConversationRow } from '../../core/conversations/queries.ts'
import { firstWords } from '../../core/messages/first-words.ts'
import type { MessageRow } from '../../core/messages/queries.ts'
import { quickRepliesIn } from '../../core/messages/quick-replies.ts'
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

type Beside = Pick<ConversationBody, 'tags' | 'merged_ids' | 'unread_mentions'> & {
  said: LastSaidRow | undefined
  seen_seq: number
}

export function conversationBody(
  row: ConversationRow,
  { tags, merged_ids, unread_mentions, said, seen_seq }: Beside,
): ConversationBody {
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
    visitor:
      row.channel_kind === 'chat'
        ? { verified: row.contact_verified === 1, seen_seq: Number(seen_seq) }
        : null,
    company: row.company_id === null ? null : { id: row.company_id, name: row.company_name ?? '' },
    company_reference: row.company_reference,
    owner: { kind: row.owner_kind, id: row.owner_id, epoch: row.epoch },
    handed_from:
      row.handed_from_kind === null ? null : { kind: row.handed_from_kind, id: row.handed_from_id },
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? '' },
    tags,
    additional_properties: JSON.parse(row.additional_properties),
    created_at: row.created_at,
    updated_at: row.updated_at,
    last_message_at: row.last_message_at,
    snoozed_until: row.snoozed_until,
    unread: row.unread,
    unread_mentions,
    last_message: lastMessageOf(said),
    delivery_failed: said?.delivery === 'failed' || said?.delivery === 'dead',
    draft:
      said?.draft_kind == null
        ? null
        : { kind: said.draft_kind, snippet: firstWords(said.draft_body ?? '', { markdown: true }) },
    merged_ids,
  }
}

function lastMessageOf(said: LastSaidRow | undefined): ConversationBody['last_message'] {
  if (said?.id == null || said.author_kind === null || said.created_at === null) return null
  const { id, author_kind: kind, author_id, author_name: name, body, direction, created_at } = said
  // What contacts write is shown as they wrote it.
  const words = firstWords(body ?? '', { markdown: direction === 'outbound' })
  const snippet = words === '' ? (said.filename ?? '') : words
  return { id, author: { kind, id: author_id, name }, snippet, created_at }
}

export function messageBody(
  row: MessageRow,
  attachments: readonly AttachmentRow[],
  mentions: readonly Mentioned[],
): MessageBody {
  return {
    id: row.id,
    seq: row.seq,
    kind: row.kind,
    direction: row.direction,
    author: { kind: row.author_kind, id: row.author_id, name: row.author_name },
    body: row.body,
    attachments: attachments.map(attachmentBody),
    mentions: mentions.map(({ id, name }) => ({ id, name })),
    quick_replies: row.kind === 'message' ? quickRepliesIn(row.metadata) : [],
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

export function accessTokenBody({ public_id, name, scopes, ...times }: AccessTokenRow): AccessTokenBody {
  const begins_with = accessTokenBeginning(public_id)
  return { id: public_id, name, begins_with, ...times, scopes: scopesFrom(scopes) }
}

export function createdAccessTokenBody(
  created: CreatedAccessToken,
  token: string | null,
): CreatedAccessTokenBody {
  const { id, name, expiresAt, createdAt } = created
  // An idempotency row of a version before scopes has none.
  const scopes = created.scopes ? [...created.scopes] : null
  return { id, name, token, expires_at: expiresAt, created_at: createdAt, scopes }
}

export function ownSessionBody({ token_hash, ...row }: SessionRow, current: string | null): OwnSessionBody {
  return { id: sessionIdOf(token_hash), ...row, current: token_hash === current }
}

export function auditBody(row: AuditRow): AuditBody {
  return { ...row, actor: JSON.parse(row.actor), data: JSON.parse(row.data) }
}
