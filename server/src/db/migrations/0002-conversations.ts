// What people said: contacts, companies, conversations, messages, attachments.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, strict, strictByKey } = ddlWords(db)

  await sql`create table company (
    org_id text not null references organisation (id),
    id text not null,
    name text not null,
    domain text,
    created_at text not null,
    updated_at text not null,
    primary key (org_id, id),
    unique (org_id, domain)
  ) ${strict}`.execute(db)

  await sql`create table company_identity (
    org_id text not null,
    kind text not null,
    value text not null,
    company_id text not null,
    primary key (org_id, kind, value),
    foreign key (org_id, company_id) references company (org_id, id)
  ) ${strictByKey}`.execute(db)

  await sql`create table contact (
    org_id text not null references organisation (id),
    id text not null,
    email text,
    name text,
    username text,
    image_url text,
    company_id text,
    verified ${int} not null default 0,
    created_at text not null,
    updated_at text not null,
    primary key (org_id, id),
    foreign key (org_id, company_id) references company (org_id, id)
  ) ${strict}`.execute(db)

  await sql`create table contact_identity (
    org_id text not null,
    kind text not null,
    value text not null,
    contact_id text not null,
    primary key (org_id, kind, value),
    foreign key (org_id, contact_id) references contact (org_id, id)
  ) ${strictByKey}`.execute(db)

  // The organisation is vouched for by the channel: a second look would cost every ticket a microsecond.
  await sql`create table conversation (
    org_id text not null,
    id text not null,
    number text,
    title text not null,
    status text not null check (status in ('open', 'pending', 'snoozed', 'closed')),
    priority text check (priority in ('low', 'normal', 'high', 'urgent')),
    channel_id text not null,
    source_specific_id text,
    contact_id text,
    company_id text,
    company_reference text,
    assignee_id text,
    owner_kind text not null check (owner_kind in ('bot', 'assistant', 'people')),
    owner_id text,
    epoch ${int} not null default 0,
    additional_properties text not null default '{}',
    next_seq ${int} not null,
    inbound_count ${int} not null default 0,
    last_message_at text not null,
    created_at text not null,
    updated_at text not null,
    primary key (org_id, id),
    foreign key (org_id, channel_id) references channel (org_id, id),
    foreign key (org_id, contact_id) references contact (org_id, id),
    foreign key (org_id, company_id) references company (org_id, id),
    foreign key (org_id, assignee_id) references teammate (org_id, id)
  ) ${strict}`.execute(db)
  // Partial, because most rows lack one or the other: an index entry per null would cost every insert.
  await sql`create unique index conversation_number on conversation (org_id, number)
    where number is not null`.execute(db)
  await sql`create unique index conversation_source on conversation (org_id, source_specific_id)
    where source_specific_id is not null`.execute(db)
  await sql`create index conversation_recent on conversation (org_id, last_message_at, id)`.execute(db)
  await sql`create index conversation_recent_by_status
    on conversation (org_id, status, last_message_at, id)`.execute(db)

  await sql`create table conversation_tag (
    org_id text not null,
    conversation_id text not null,
    tag text not null,
    primary key (org_id, conversation_id, tag),
    foreign key (org_id, conversation_id) references conversation (org_id, id)
  ) ${strictByKey}`.execute(db)

  await sql`create table conversation_read (
    org_id text not null,
    conversation_id text not null,
    teammate_id text not null,
    inbound_seen ${int} not null,
    primary key (org_id, conversation_id, teammate_id),
    foreign key (org_id, conversation_id) references conversation (org_id, id),
    foreign key (org_id, teammate_id) references teammate (org_id, id)
  ) ${strictByKey}`.execute(db)

  await sql`create table message (
    org_id text not null,
    id text not null,
    conversation_id text not null,
    seq ${int} not null,
    kind text not null check (kind in ('message', 'note', 'event')),
    direction text not null check (direction in ('inbound', 'outbound')),
    author_kind text not null,
    author_id text,
    author_name text,
    body text not null,
    delivery text not null check (delivery in ('none', 'pending', 'delivered', 'failed', 'dead')),
    source_specific_id text,
    original_timestamp text,
    metadata text not null default '{}',
    created_at text not null,
    primary key (org_id, id),
    unique (org_id, conversation_id, seq),
    foreign key (org_id, conversation_id) references conversation (org_id, id)
  ) ${strict}`.execute(db)

  await sql`create unique index message_source on message (org_id, conversation_id, source_specific_id)
    where source_specific_id is not null`.execute(db)

  await sql`create table attachment (
    org_id text not null,
    id text not null,
    number ${int} not null,
    conversation_id text not null,
    message_id text not null,
    state text not null check (state in ('stored', 'link', 'unfetched')),
    filename text not null,
    content_type text not null,
    byte_size ${int} not null,
    sha256 text,
    url text,
    created_at text not null,
    primary key (org_id, id),
    unique (org_id, number),
    foreign key (org_id, conversation_id) references conversation (org_id, id),
    foreign key (org_id, message_id) references message (org_id, id)
  ) ${strict}`.execute(db)
  await sql`create index attachment_message on attachment (org_id, message_id)`.execute(db)
}
