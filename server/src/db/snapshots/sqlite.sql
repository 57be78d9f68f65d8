CREATE INDEX attachment_blob on attachment (sha256) where sha256 is not null
CREATE INDEX attachment_message on attachment (org_id, message_id)
CREATE INDEX attachment_thumbnail on attachment (thumbnail_sha256)
    where thumbnail_sha256 is not null
CREATE UNIQUE INDEX channel_site on channel (org_id, site_id)
    where site_id is not null
CREATE INDEX "company_by_name" on "company" (org_id, sort_name, id)
      where deleted_at is null and merged_into is null
CREATE INDEX company_identity_company on company_identity (org_id, company_id)
CREATE INDEX "company_merged" on "company" (org_id, merged_into)
      where merged_into is not null
CREATE INDEX "company_word_owner" on "company_word" (org_id, "company_id", word)
CREATE INDEX "contact_by_name" on "contact" (org_id, sort_name, id)
      where deleted_at is null and merged_into is null
CREATE INDEX contact_identity_contact on contact_identity (org_id, contact_id)
CREATE INDEX "contact_merged" on "contact" (org_id, merged_into)
      where merged_into is not null
CREATE INDEX "contact_word_owner" on "contact_word" (org_id, "contact_id", word)
CREATE INDEX conversation_assigned on conversation (org_id, assignee_id, last_message_at, id)
    where assignee_id is not null
CREATE INDEX conversation_company on conversation (org_id, company_id, last_message_at, id)
    where company_id is not null
CREATE INDEX conversation_contact on conversation (org_id, contact_id, id)
    where contact_id is not null
CREATE UNIQUE INDEX conversation_merge_from on conversation_merge (org_id, from_id)
    where undone_at is null
CREATE INDEX conversation_merge_into on conversation_merge (org_id, into_id)
    where undone_at is null
CREATE INDEX conversation_merged on conversation (org_id, merged_into)
    where merged_into is not null
CREATE INDEX conversation_recent on conversation (org_id, last_message_at, id)
CREATE INDEX conversation_recent_by_status
    on conversation (org_id, status, last_message_at, id)
CREATE UNIQUE INDEX conversation_serial on conversation (org_id, serial)
CREATE UNIQUE INDEX conversation_source on conversation (org_id, source_specific_id)
    where source_specific_id is not null
CREATE INDEX conversation_tag_tag on conversation_tag (org_id, tag, conversation_id)
CREATE INDEX credential_channel on credential (org_id, channel_id)
    where channel_id is not null
CREATE INDEX event_contact on event (org_id, contact_id, seq) where contact_id is not null
CREATE INDEX idempotency_created on idempotency (created_at)
CREATE UNIQUE INDEX invitation_email_canonical on "invitation" (email_canonical, org_id)
CREATE INDEX job_dead on job (org_id, lane) where state = 'dead'
CREATE INDEX job_due on job (run_at) where state in ('pending', 'leased')
CREATE INDEX job_finished on job (finished_at) where state = 'done'
CREATE INDEX job_lane on job (lane, position) where state in ('pending', 'leased')
CREATE INDEX limit_bucket_expires on limit_bucket (expires_at)
CREATE INDEX mention_message on mention (org_id, message_id)
CREATE INDEX mention_newest on mention (org_id, teammate_id, message_id)
CREATE INDEX mention_unread on mention (org_id, teammate_id, message_id)
    where read_at is null
CREATE INDEX merged_message_message on merged_message (org_id, message_id, merge_id)
CREATE INDEX message_answer on message (org_id, created_at)
    where kind = 'message' and direction = 'outbound' and author_kind = 'teammate'
CREATE UNIQUE INDEX message_source on message (org_id, conversation_id, source_specific_id)
    where source_specific_id is not null
CREATE INDEX profile_merge_from on profile_merge (org_id, from_id)
CREATE INDEX profile_merge_into on profile_merge (org_id, into_id)
CREATE UNIQUE INDEX saved_view_own on saved_view (org_id, owner_id, name) where shared = 0
CREATE UNIQUE INDEX saved_view_shared on saved_view (org_id, name) where shared = 1
CREATE INDEX search_entry_conversation on search_entry (org_id, conversation_id, id)
CREATE INDEX session_expires on session (expires_at)
CREATE INDEX session_teammate on session (org_id, teammate_id)
CREATE UNIQUE INDEX teammate_email_canonical on "teammate" (email_canonical, org_id)
CREATE INDEX upload_blob on upload (sha256)
CREATE INDEX upload_created on upload (created_at)
CREATE INDEX upload_teammate on upload (org_id, teammate_id)
CREATE INDEX visitor_conversation on visitor (org_id, conversation_id)
CREATE TABLE attachment (
    org_id text not null,
    id text not null,
    number integer not null,
    conversation_id text not null,
    message_id text not null,
    state text not null check (state = 'stored' or state = 'link' or state = 'unfetched'),
    filename text not null,
    content_type text not null,
    byte_size integer not null,
    sha256 text,
    url text,
    created_at text not null, "accepts" text, "width" integer, "height" integer, "thumbnail_sha256" text, "failure" text,
    primary key (org_id, id),
    unique (org_id, number),
    foreign key (org_id, conversation_id) references conversation (org_id, id),
    foreign key (org_id, message_id) references message (org_id, id)
  ) strict
CREATE TABLE audit (
    org_id text not null references organisation (id),
    id text not null,
    at text not null,
    actor text not null,
    action text not null,
    subject text,
    data text not null,
    ip text,
    primary key (org_id, id)
  ) strict
CREATE TABLE channel (
    org_id text not null references organisation (id),
    id text not null,
    kind text not null check (kind = 'tickets' or kind = 'chat' or kind = 'medium' or kind = 'assistants'),
    name text not null,
    webhook_url text,
    created_at text not null,
    deleted_at text, site_id text,
    primary key (org_id, id)
  ) strict
CREATE TABLE client (
    org_id text not null,
    id text not null,
    allowed_origins text not null default '[]',
    primary key (org_id, id),
    foreign key (org_id, id) references channel (org_id, id)
  ) strict
CREATE TABLE company (
    org_id text not null references organisation (id),
    id text not null,
    name text not null,
    domain text,
    created_at text not null,
    updated_at text not null, "image_url" text, "company_type" text, "number_of_seats" integer, "phones" text not null default '[]', "contract_value" real, "contract_type" text, "sort_name" text not null default '', "deleted_at" text, merged_into text, merge_id text,
    primary key (org_id, id),
    unique (org_id, domain)
  ) strict
CREATE TABLE company_identity (
    org_id text not null,
    kind text not null,
    value text not null,
    company_id text not null,
    primary key (org_id, kind, value),
    foreign key (org_id, company_id) references company (org_id, id)
  ) strict, without rowid
CREATE TABLE "company_tag" (
      org_id text not null,
      "company_id" text not null,
      tag text not null,
      primary key (org_id, "company_id", tag),
      foreign key (org_id, "company_id") references "company" (org_id, id)
    ) strict, without rowid
CREATE TABLE "company_word" (
      org_id text not null,
      word text not null,
      sort_name text not null,
      "company_id" text not null,
      primary key (org_id, word, sort_name, "company_id")
    ) strict, without rowid
CREATE TABLE contact (
    org_id text not null references organisation (id),
    id text not null,
    email text,
    name text,
    username text,
    image_url text,
    company_id text,
    verified integer not null default 0,
    created_at text not null,
    updated_at text not null, "role" text, "phones" text not null default '[]', "contract_value" real, "contract_type" text, "sort_name" text not null default '', "deleted_at" text, merged_into text, merge_id text,
    primary key (org_id, id),
    foreign key (org_id, company_id) references company (org_id, id)
  ) strict
CREATE TABLE contact_identity (
    org_id text not null,
    kind text not null,
    value text not null,
    contact_id text not null,
    primary key (org_id, kind, value),
    foreign key (org_id, contact_id) references contact (org_id, id)
  ) strict, without rowid
CREATE TABLE "contact_tag" (
      org_id text not null,
      "contact_id" text not null,
      tag text not null,
      primary key (org_id, "contact_id", tag),
      foreign key (org_id, "contact_id") references "contact" (org_id, id)
    ) strict, without rowid
CREATE TABLE "contact_word" (
      org_id text not null,
      word text not null,
      sort_name text not null,
      "contact_id" text not null,
      primary key (org_id, word, sort_name, "contact_id")
    ) strict, without rowid
CREATE TABLE conversation (
    org_id text not null,
    id text not null,
    number text,
    title text not null,
    status text not null check (status = 'open' or status = 'pending' or status = 'snoozed' or status = 'closed'),
    priority text check (priority = 'low' or priority = 'normal' or priority = 'high' or priority = 'urgent'),
    channel_id text not null,
    source_specific_id text,
    contact_id text,
    company_id text,
    company_reference text,
    assignee_id text,
    owner_kind text not null check (owner_kind = 'bot' or owner_kind = 'assistant' or owner_kind = 'people'),
    owner_id text,
    epoch integer not null default 0,
    additional_properties text not null default '{}',
    next_seq integer not null,
    inbound_count integer not null default 0,
    last_message_at text not null,
    created_at text not null,
    updated_at text not null, snoozed_until text, merged_into text, handed_from_kind text check (handed_from_kind = 'bot' or handed_from_kind = 'assistant'), handed_from_id text, serial integer, message_count integer not null default 0,
    primary key (org_id, id),
    foreign key (org_id, channel_id) references channel (org_id, id),
    foreign key (org_id, contact_id) references contact (org_id, id),
    foreign key (org_id, company_id) references company (org_id, id),
    foreign key (org_id, assignee_id) references teammate (org_id, id)
  ) strict
CREATE TABLE conversation_merge (
    org_id text not null,
    id text not null,
    from_id text not null,
    into_id text not null,
    undo text not null,
    actor text not null,
    merged_at text not null,
    undone_at text,
    primary key (org_id, id),
    foreign key (org_id, from_id) references conversation (org_id, id),
    foreign key (org_id, into_id) references conversation (org_id, id)
  ) strict
CREATE TABLE conversation_read (
    org_id text not null,
    conversation_id text not null,
    teammate_id text not null,
    inbound_seen integer not null,
    primary key (org_id, conversation_id, teammate_id),
    foreign key (org_id, conversation_id) references conversation (org_id, id),
    foreign key (org_id, teammate_id) references teammate (org_id, id)
  ) strict, without rowid
CREATE TABLE conversation_tag (
    org_id text not null,
    conversation_id text not null,
    tag text not null,
    primary key (org_id, conversation_id, tag),
    foreign key (org_id, conversation_id) references conversation (org_id, id)
  ) strict, without rowid
CREATE TABLE conversation_tally (
    org_id text not null,
    assignee_id text not null,
    status text not null,
    value integer not null,
    primary key (org_id, assignee_id, status)
  ) strict, without rowid
CREATE TABLE counter (
    org_id text not null references organisation (id),
    name text not null,
    value integer not null default 0,
    primary key (org_id, name)
  ) strict, without rowid
CREATE TABLE credential (
    public_id text not null primary key,
    org_id text not null references organisation (id),
    kind text not null,
    name text not null,
    secret_hash text not null,
    teammate_id text,
    channel_id text,
    expires_at text,
    last_used_at text,
    created_at text not null, scopes text,
    unique (org_id, kind, name),
    foreign key (org_id, teammate_id) references teammate (org_id, id),
    foreign key (org_id, channel_id) references channel (org_id, id)
  ) strict
CREATE TABLE draft (
    org_id text not null,
    teammate_id text not null,
    conversation_id text not null,
    kind text not null check (kind = 'reply' or kind = 'note'),
    body text not null,
    base_seq integer not null,
    updated_at text not null,
    primary key (org_id, teammate_id, conversation_id, kind),
    foreign key (org_id, conversation_id) references conversation (org_id, id),
    foreign key (org_id, teammate_id) references teammate (org_id, id)
  ) strict, without rowid
CREATE TABLE erasure (
    org_id text not null references organisation (id),
    id text not null,
    contact_id text not null,
    requested_by text not null,
    started_at text not null,
    finished_at text,
    stage text not null,
    place text not null default '',
    removed text not null default '{}',
    signature text,
    primary key (org_id, id),
    unique (org_id, contact_id)
  ) strict
CREATE TABLE erasure_blob (
    org_id text not null,
    erasure_id text not null,
    sha256 text not null,
    bytes integer not null,
    primary key (org_id, erasure_id, sha256)
  ) strict, without rowid
CREATE TABLE event (
    org_id text not null,
    seq integer not null,
    type text not null,
    conversation_id text,
    actor text not null,
    data text not null,
    at text not null, contact_id text,
    primary key (org_id, seq)
  ) strict, without rowid
CREATE TABLE idempotency (
    org_id text not null references organisation (id),
    route text not null,
    key text not null,
    fingerprint text not null,
    result text not null,
    created_at text not null,
    primary key (org_id, route, key)
  ) strict
CREATE TABLE invitation (
    id text not null primary key,
    org_id text not null references organisation (id),
    email text not null,
    role text not null check (role = 'owner' or role = 'admin' or role = 'agent'),
    secret_hash text not null,
    invited_by text not null,
    expires_at text not null,
    created_at text not null, email_canonical text not null default '',
    unique (org_id, email),
    foreign key (org_id, invited_by) references teammate (org_id, id)
  ) strict
CREATE TABLE job (
    id text not null primary key,
    org_id text references organisation (id),
    kind text not null,
    lane text,
    position integer not null,
    payload text not null,
    state text not null check (state = 'pending' or state = 'leased' or state = 'done' or state = 'dead'),
    attempt integer not null,
    run_at text not null,
    lease_owner text,
    lease_until text,
    last_error text,
    created_at text not null,
    finished_at text
  ) strict
CREATE TABLE limit_bucket (
    bucket text not null primary key,
    times text not null,
    expires_at integer not null
  ) strict
CREATE TABLE macro (
    org_id text not null,
    id text not null,
    owner_id text not null,
    audience text not null,
    name text not null,
    sort_name text not null,
    shortcut text,
    body text not null,
    actions text not null,
    created_at text not null,
    updated_at text not null,
    primary key (org_id, id),
    unique (org_id, audience, shortcut),
    foreign key (org_id, owner_id) references teammate (org_id, id)
  ) strict
CREATE TABLE mention (
    org_id text not null,
    teammate_id text not null,
    message_id text not null,
    conversation_id text not null,
    read_at text,
    primary key (org_id, teammate_id, conversation_id, message_id),
    foreign key (org_id, teammate_id) references teammate (org_id, id),
    foreign key (org_id, message_id) references message (org_id, id),
    foreign key (org_id, conversation_id) references conversation (org_id, id)
  ) strict, without rowid
CREATE TABLE merged_message (
    org_id text not null,
    merge_id text not null,
    message_id text not null,
    conversation_id text not null,
    seq integer not null,
    source_specific_id text,
    new_seq integer not null,
    primary key (org_id, merge_id, message_id),
    foreign key (org_id, merge_id) references conversation_merge (org_id, id),
    foreign key (org_id, message_id) references message (org_id, id)
  ) strict, without rowid
CREATE TABLE message (
    org_id text not null,
    id text not null,
    conversation_id text not null,
    seq integer not null,
    kind text not null check (kind = 'message' or kind = 'note' or kind = 'event'),
    direction text not null check (direction = 'inbound' or direction = 'outbound'),
    author_kind text not null,
    author_id text,
    author_name text,
    body text not null,
    delivery text not null check (delivery = 'none' or delivery = 'pending' or delivery = 'delivered' or delivery = 'failed' or delivery = 'dead'),
    source_specific_id text,
    original_timestamp text,
    metadata text not null default '{}',
    created_at text not null,
    primary key (org_id, id),
    unique (org_id, conversation_id, seq),
    foreign key (org_id, conversation_id) references conversation (org_id, id)
  ) strict
CREATE TABLE organisation (
    id text not null primary key,
    slug text not null unique,
    name text not null,
    prefix text not null,
    settings text not null default '{}',
    created_at text not null
  ) strict
CREATE TABLE profile_merge (
    org_id text not null references organisation (id),
    id text not null,
    noun text not null check (noun = 'contact' or noun = 'company'),
    into_id text not null,
    from_id text not null,
    inverse text not null,
    created_at text not null,
    undone_at text,
    primary key (org_id, id)
  ) strict
CREATE TABLE recovery_code (
    org_id text not null,
    teammate_id text not null,
    code_hash text not null,
    primary key (org_id, teammate_id, code_hash),
    foreign key (org_id, teammate_id) references teammate (org_id, id)
  ) strict, without rowid
CREATE TABLE sample (
    org_id text not null primary key references organisation (id),
    state text not null check (state = 'loading' or state = 'loaded' or state = 'removing'),
    done integer not null,
    total integer not null,
    started_at text not null,
    started_by text not null
  ) strict, without rowid
CREATE TABLE sample_item (
    org_id text not null,
    noun text not null check (noun = 'conversation' or noun = 'contact' or noun = 'company'),
    id text not null,
    primary key (org_id, noun, id)
  ) strict, without rowid
CREATE TABLE saved_view (
    org_id text not null,
    id text not null,
    owner_id text not null,
    name text not null,
    shared integer not null check (shared = 0 or shared = 1),
    filters text not null,
    position integer not null,
    created_at text not null,
    updated_at text not null,
    primary key (org_id, id),
    foreign key (org_id, owner_id) references teammate (org_id, id)
  ) strict
CREATE TABLE schedule (
    name text not null primary key,
    next_at text not null
  ) strict
CREATE TABLE search_entry (
    id integer primary key autoincrement,
    org_id text not null references organisation (id),
    conversation_id text not null,
    message_id text not null,
    at text not null,
    unique (org_id, message_id),
    foreign key (org_id, conversation_id) references conversation (org_id, id)
  ) strict
CREATE TABLE search_progress (
    org_id text not null primary key references organisation (id),
    seq integer not null,
    generation integer not null
  ) strict, without rowid
CREATE VIRTUAL TABLE search_words using fts5 (words, content='', contentless_delete=1,
      tokenize="ascii tokenchars '_'")
CREATE TABLE 'search_words_config'(k PRIMARY KEY, v) WITHOUT ROWID
CREATE TABLE 'search_words_data'(id INTEGER PRIMARY KEY, block BLOB)
CREATE TABLE 'search_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)
CREATE TABLE 'search_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID
CREATE TABLE second_factor (
    org_id text not null,
    teammate_id text not null,
    secret text not null,
    last_step integer not null,
    confirmed_at text,
    created_at text not null,
    primary key (org_id, teammate_id),
    foreign key (org_id, teammate_id) references teammate (org_id, id)
  ) strict
CREATE TABLE session (
    token_hash text not null primary key,
    org_id text not null,
    teammate_id text not null,
    created_at text not null,
    last_seen_at text not null,
    expires_at text not null,
    ip text,
    user_agent text,
    foreign key (org_id, teammate_id) references teammate (org_id, id)
  ) strict
CREATE TABLE site (
    org_id text not null,
    id text not null,
    greeting text not null,
    auto_reply text,
    allowed_origins text not null default '[]', "enabled" integer not null default 1, "show_names" integer not null default 0, "appearance" text not null default '{}', "office_hours" text, "closed_reply" text, "identity_secret" text,
    primary key (org_id, id),
    foreign key (org_id, id) references channel (org_id, id)
  ) strict
CREATE TABLE teammate (
    org_id text not null references organisation (id),
    id text not null,
    email text not null,
    name text not null,
    role text not null check (role = 'owner' or role = 'admin' or role = 'agent'),
    password_hash text,
    disabled_at text,
    created_at text not null, email_canonical text not null default '',
    primary key (org_id, id),
    unique (org_id, email)
  ) strict
CREATE TABLE upload (
    org_id text not null,
    id text not null,
    teammate_id text not null,
    filename text not null,
    content_type text not null,
    byte_size integer not null,
    sha256 text not null,
    width integer,
    height integer,
    created_at text not null,
    primary key (org_id, id),
    foreign key (org_id, teammate_id) references teammate (org_id, id)
  ) strict
CREATE TABLE visitor (
    org_id text not null,
    token_hash text not null,
    conversation_token_hash text not null,
    channel_id text not null,
    conversation_id text not null,
    seen_seq integer not null default 0,
    created_at text not null,
    primary key (org_id, token_hash),
    unique (org_id, conversation_token_hash),
    foreign key (org_id, channel_id) references channel (org_id, id),
    foreign key (org_id, conversation_id) references conversation (org_id, id)
  ) strict
