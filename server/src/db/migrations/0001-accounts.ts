// Who works here and what may call: organisations, teammates, sessions, channels, credentials, audit.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, strict, strictByKey } = ddlWords(db)

  await sql`create table organisation (
    id text not null primary key,
    slug text not null unique,
    name text not null,
    prefix text not null,
    settings text not null default '{}',
    created_at text not null
  ) ${strict}`.execute(db)

  await sql`create table counter (
    org_id text not null references organisation (id),
    name text not null,
    value ${int} not null default 0,
    primary key (org_id, name)
  ) ${strictByKey}`.execute(db)

  await sql`create table teammate (
    org_id text not null references organisation (id),
    id text not null,
    email text not null,
    name text not null,
    role text not null check (role in ('owner', 'admin', 'agent')),
    password_hash text,
    disabled_at text,
    created_at text not null,
    primary key (org_id, id),
    unique (org_id, email)
  ) ${strict}`.execute(db)
  await sql`create index teammate_email on teammate (email)`.execute(db)

  await sql`create table session (
    token_hash text not null primary key,
    org_id text not null,
    teammate_id text not null,
    created_at text not null,
    last_seen_at text not null,
    expires_at text not null,
    ip text,
    user_agent text,
    foreign key (org_id, teammate_id) references teammate (org_id, id)
  ) ${strict}`.execute(db)
  await sql`create index session_teammate on session (org_id, teammate_id)`.execute(db)
  await sql`create index session_expires on session (expires_at)`.execute(db)

  await sql`create table channel (
    org_id text not null references organisation (id),
    id text not null,
    kind text not null check (kind in ('tickets', 'chat', 'medium', 'assistants')),
    name text not null,
    webhook_url text,
    created_at text not null,
    deleted_at text,
    primary key (org_id, id)
  ) ${strict}`.execute(db)

  await sql`create table site (
    org_id text not null,
    id text not null,
    greeting text not null,
    auto_reply text,
    allowed_origins text not null default '[]',
    primary key (org_id, id),
    foreign key (org_id, id) references channel (org_id, id)
  ) ${strict}`.execute(db)

  await sql`create table client (
    org_id text not null,
    id text not null,
    allowed_origins text not null default '[]',
    primary key (org_id, id),
    foreign key (org_id, id) references channel (org_id, id)
  ) ${strict}`.execute(db)

  await sql`create table credential (
    public_id text not null primary key,
    org_id text not null references organisation (id),
    kind text not null,
    name text not null,
    secret_hash text not null,
    teammate_id text,
    channel_id text,
    expires_at text,
    last_used_at text,
    created_at text not null,
    unique (org_id, kind, name),
    foreign key (org_id, teammate_id) references teammate (org_id, id),
    foreign key (org_id, channel_id) references channel (org_id, id)
  ) ${strict}`.execute(db)

  await sql`create table audit (
    org_id text not null references organisation (id),
    id text not null,
    at text not null,
    actor text not null,
    action text not null,
    subject text,
    data text not null,
    ip text,
    primary key (org_id, id)
  ) ${strict}`.execute(db)
}
