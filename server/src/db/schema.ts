// The tables as TypeScript sees them. Ids and times are text, booleans 0 or 1, JSON is text parsed where it is named.
import type { Kysely } from 'kysely'
import type { OrgId } from '../core/ids.ts'
import type { ChatTables } from './chat-tables.ts'

/** Anything that answers queries: a reader, or the transaction a verb runs in. */
export type Queryable = Kysely<Schema>

declare const inTransaction: unique symbol
/** The handle a verb gets. Only `run` makes one, so nothing can write outside a transaction. */
export type Tx = Kysely<Schema> & { readonly [inTransaction]: true }

export interface Schema extends ChatTables {
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
    /** As it was typed; compared is `email_canonical`. */
    email: string
    email_canonical: string
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
    email_canonical: string
    role: 'owner' | 'admin' | 'agent'
    secret_hash: string
    invited_by: string
    expires_at: string
    created_at: string
  }
  second_factor: {
    org_id: OrgId
    teammate_id: string
    /** Sealed with the server's secret key. */
    secret: string
    /** The last time step whose code was used, in steps of 30 s since 1970. */
    last_step: number
    /** Null until a first code was right; until then it opens and closes nothing. */
    confirmed_at: string | null
    created_at: string
  }
  recovery_code: { org_id: OrgId; teammate_id: string; code_hash: string }
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
    /** JSON list of an access token's scopes; null: no limit. */
    scopes: string | null
  }
  channel: {
    org_id: OrgId
    id: string
    kind: ChannelKind
    name: string
    webhook_url: string | null
    created_at: string
    deleted_at: string | null
    /** The site whose helpdesk tickets come in here; null for every other channel. */
    site_id: string | null
  }
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
  company_word: { org_id: OrgId; word: string; sort_name: string; company_id: string }
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
  contact_word: { org_id: OrgId; word: string; sort_name: string; contact_id: string }
  profile_merge: {
    org_id: OrgId
    id: string
    noun: 'contact' | 'company'
    into_id: string
    from_id: string
    /** JSON of what undoing it takes back. */
    inverse: string
    created_at: string
    undone_at: string | null
  }
  erasure: {
    org_id: OrgId
    id: string
    contact_id: string
    /** JSON of the actor. */
    requested_by: string
    started_at: string
    finished_at: string | null
    stage: string
    /** How far the stage has come: where its next step begins. */
    place: string
    removed: string
    signature: string | null
  }
  erasure_blob: { org_id: OrgId; erasure_id: string; sha256: string; bytes: number }
  conversation: {
    org_id: OrgId
    id: string
    /** As people quote it, prefix included: a changed prefix renames no ticket. */
    number: string | null
    /** What it is called by where ids are integers; see `core/conversations/numbers/queries.ts`. */
    serial: number
    title: string
    status: ConversationStatus
    priority: 'low' | 'normal' | 'high' | 'urgent' | null
    channel_id: string
    source_specific_id: string | null
    contact_id: string | null
    company_id: string | null
    company_reference: string | null
    assignee_id: string | null
    owner_kind: 'bot' | 'assistant' | 'people'
    owner_id: string | null
    /** The bot or assistant that people took it from; null when there is none, or it was given back. */
    handed_from_kind: 'bot' | 'assistant' | null
    handed_from_id: string | null
    epoch: number
    additional_properties: string
    snoozed_until: string | null
    /** The conversation that took this one in, never one that was taken in itself. */
    merged_into: string | null
    next_seq: number
    inbound_count: number
    /** Messages and notes; entries of what was done are none. Of one that was merged away it says nothing. */
    message_count: number
    last_message_at: string
    created_at: string
    updated_at: string
  }
  conversation_tag: { org_id: OrgId; conversation_id: string; tag: string }
  conversation_read: { org_id: OrgId; conversation_id: string; teammate_id: string; inbound_seen: number }
  /** How many there are, the merged ones left out. Nobody is the empty text; see its queries for what counts tickets. */
  conversation_tally: { org_id: OrgId; assignee_id: string; status: ConversationStatus; value: number }
  conversation_merge: {
    org_id: OrgId
    id: string
    from_id: string
    into_id: string
    /** JSON: what it changed besides messages. */
    undo: string
    actor: string
    merged_at: string
    undone_at: string | null
  }
  merged_message: {
    org_id: OrgId
    merge_id: string
    message_id: string
    conversation_id: string
    seq: number
    source_specific_id: string | null
    new_seq: number
  }
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
  /** A teammate who is named in a note. */
  mention: {
    org_id: OrgId
    teammate_id: string
    message_id: string
    conversation_id: string
    /** Null: they have not read it. */
    read_at: string | null
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
  /** Files of teammates that no message has yet. */
  upload: {
    org_id: OrgId
    id: string
    teammate_id: string
    filename: string
    content_type: string
    byte_size: number
    sha256: string
    width: number | null
    height: number | null
    created_at: string
  }
  macro: {
    org_id: OrgId
    id: string
    owner_id: string
    /** Who sees it: a teammate's id, or the empty text for everybody. */
    audience: string
    name: string
    sort_name: string
    shortcut: string | null
    body: string
    /** JSON list. */
    actions: string
    created_at: string
    updated_at: string
  }
  event: {
    org_id: OrgId
    seq: number
    type: string
    conversation_id: string | null
    /** Whose timeline it stands in. */
    contact_id: string | null
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
  /** Made-up conversations, while there are any: how far they have come, or gone. */
  sample: {
    org_id: OrgId
    state: 'loading' | 'loaded' | 'removing'
    done: number
    total: number
    started_at: string
    started_by: string
  }
  /** What of the organisation's rows was made up. */
  sample_item: { org_id: OrgId; noun: 'conversation' | 'contact' | 'company'; id: string }
  search_entry: { id: number; org_id: OrgId; conversation_id: string; message_id: string; at: string }
  search_progress: { org_id: OrgId; seq: number; generation: number }
  saved_view: {
    org_id: OrgId
    id: string
    owner_id: string
    name: string
    shared: 0 | 1
    /** JSON: names and values of the list's own query. */
    filters: string
    /** Its place among the shared ones, or among the owner's own; of two alike the older comes first. */
    position: number
    created_at: string
    updated_at: string
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
  /** The last of the chain it was merged into, and the merge that did it. */
  merged_into: string | null
  merge_id: string | null
}

/** Integers issued per organisation in the verb's own transaction, never reused. */
export type CounterName = 'ticket' | 'unnumbered' | 'event' | 'attachment'
export type ConversationStatus = 'open' | 'pending' | 'snoozed' | 'closed'
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
