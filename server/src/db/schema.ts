// The tables as TypeScript sees them. Ids and times are text, booleans 0 or 1, JSON is text parsed where it is named.
import type { Kysely } from 'kysely'
import type { OrgId } from '../core/ids.ts'

/** Anything that answers queries: a reader, or the transaction a verb runs in. */
export type Queryable = Kysely<Schema>

declare const inTransaction: unique symbol
/** The handle a verb gets. Only `run` makes one, so nothing can write outside a transaction. */
export type Tx = Kysely<Schema> & { readonly [inTransaction]: true }

export interface Schema {
  organisation: {
    id: OrgId
    slug: string
    name: string
    prefix: string
    settings: string
    created_at: string
  }
  counter: { org_id: OrgId; name: CounterName; value: number }
  teammate: {
    org_id: OrgId
    id: string
    email: string
    name: string
    role: 'owner' | 'admin' | 'agent'
    password_hash: string | null
    disabled_at: string | null
    created_at: string
  }
  session: {
    token_hash: string
    org_id: OrgId
    teammate_id: string
    created_at: string
    last_seen_at: string
    expires_at: string
    ip: string | null
    user_agent: string | null
  }
  invitation: {
    id: string
    org_id: OrgId
    email: string
    role: 'owner' | 'admin' | 'agent'
    secret_hash: string
    invited_by: string
    expires_at: string
    created_at: string
  }
  credential: {
    public_id: string
    org_id: OrgId
    kind: CredentialKind
    name: string
    secret_hash: string
    teammate_id: string | null
    channel_id: string | null
    expires_at: string | null
    last_used_at: string | null
    created_at: string
  }
  channel: {
    org_id: OrgId
    id: string
    kind: ChannelKind
    name: string
    webhook_url: string | null
    created_at: string
    deleted_at: string | null
  }
  site: { org_id: OrgId; id: string; greeting: string; auto_reply: string | null; allowed_origins: string }
  client: { org_id: OrgId; id: string; allowed_origins: string }
  company: {
    org_id: OrgId
    id: string
    name: string
    domain: string | null
    image_url: string | null
    company_type: string | null
    number_of_seats: number | null
    created_at: string
    updated_at: string
  } & AccountColumns
  company_identity: { org_id: OrgId; kind: CompanyIdentityKind; value: string; company_id: string }
  company_tag: { org_id: OrgId; company_id: string; tag: string }
  contact: {
    org_id: OrgId
    id: string
    email: string | null
    name: string | null
    username: string | null
    image_url: string | null
    company_id: string | null
    role: string | null
    verified: 0 | 1
    created_at: string
    updated_at: string
  } & AccountColumns
  contact_identity: { org_id: OrgId; kind: ContactIdentityKind; value: string; contact_id: string }
  contact_tag: { org_id: OrgId; contact_id: string; tag: string }
  conversation: {
    org_id: OrgId
    id: string
    /** As people quote it, prefix included: a changed prefix renames no ticket. */
    number: string | null
    title: string
    status: 'open' | 'pending' | 'snoozed' | 'closed'
    priority: 'low' | 'normal' | 'high' | 'urgent' | null
    channel_id: string
    source_specific_id: string | null
    contact_id: string | null
    company_id: string | null
    company_reference: string | null
    assignee_id: string | null
    owner_kind: 'bot' | 'assistant' | 'people'
    owner_id: string | null
    epoch: number
    additional_properties: string
    snoozed_until: string | null
    next_seq: number
    inbound_count: number
    last_message_at: string
    created_at: string
    updated_at: string
  }
  conversation_tag: { org_id: OrgId; conversation_id: string; tag: string }
  conversation_read: { org_id: OrgId; conversation_id: string; teammate_id: string; inbound_seen: number }
  draft: {
    org_id: OrgId
    teammate_id: string
    conversation_id: string
    kind: 'reply' | 'note'
    body: string
    base_seq: number
    updated_at: string
  }
  message: {
    org_id: OrgId
    id: string
    conversation_id: string
    seq: number
    kind: 'message' | 'note' | 'event'
    direction: 'inbound' | 'outbound'
    author_kind: AuthorKind
    author_id: string | null
    author_name: string | null
    body: string
    delivery: 'none' | 'pending' | 'delivered' | 'failed' | 'dead'
    source_specific_id: string | null
    original_timestamp: string | null
    metadata: string
    created_at: string
  }
  attachment: {
    org_id: OrgId
    id: string
    number: number
    conversation_id: string
    message_id: string
    state: 'stored' | 'link' | 'unfetched'
    filename: string
    content_type: string
    byte_size: number
    sha256: string | null
    url: string | null
    accepts: LinkAccepts | null
    width: number | null
    height: number | null
    thumbnail_sha256: string | null
    failure: string | null
    created_at: string
  }
  event: {
    org_id: OrgId
    seq: number
    type: string
    conversation_id: string | null
    actor: string
    data: string
    at: string
  }
  job: {
    id: string
    org_id: OrgId | null
    kind: string
    lane: string | null
    position: number
    payload: string
    state: 'pending' | 'leased' | 'done' | 'dead'
    attempt: number
    run_at: string
    lease_owner: string | null
    lease_until: string | null
    last_error: string | null
    created_at: string
    finished_at: string | null
  }
  schedule: { name: string; next_at: string }
  idempotency: {
    org_id: OrgId
    route: string
    key: string
    fingerprint: string
    result: string
    created_at: string
  }
  limit_bucket: { bucket: string; times: string; expires_at: number }
  audit: {
    org_id: OrgId
    id: string
    at: string
    actor: string
    action: string
    subject: string | null
    data: string
    ip: string | null
  }
}

/** What companies and contacts have in common as accounts. */
type AccountColumns = {
  phones: string
  contract_value: number | null
  contract_type: string | null
  sort_name: string
  deleted_at: string | null
}

/** Integers issued per organisation in the verb's own transaction, never reused. */
export type CounterName = 'ticket' | 'event' | 'attachment'
export type CredentialKind =
  | 'api_key'
  | 'access_token'
  | 'client'
  | 'site_key'
  | 'site_secret'
  | 'channel_token'
export type ChannelKind = 'tickets' | 'chat' | 'medium' | 'assistants'
export type CompanyIdentityKind = 'source_specific_id'
/** What a linked file must turn out to be: the published rules of the route it came by. */
export type LinkAccepts = 'images' | 'anything'
export type ContactIdentityKind =
  | 'email'
  | 'source_specific_id'
  | 'external_id'
  | 'visitor_token'
  | 'claimed_email'
export type AuthorKind = 'contact' | 'teammate' | 'bot' | 'assistant' | 'system'
