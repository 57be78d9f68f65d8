// Who is named in a note, and the questions about conversations that people keep.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, strict, strictByKey } = ddlWords(db)

  // SQLite, which plans without statistics, finds what is asked of one conversation by the key or not at all.
  await sql`create table mention (
    org_id text not null,
    teammate_id text not null,
    message_id text not null,
    conversation_id text not null,
    read_at text,
    primary key (org_id, teammate_id, conversation_id, message_id),
    foreign key (org_id, teammate_id) references teammate (org_id, id),
    foreign key (org_id, message_id) references message (org_id, id),
    foreign key (org_id, conversation_id) references conversation (org_id, id)
  ) ${strictByKey}`.execute(db)
  await sql`create index mention_message on mention (org_id, message_id)`.execute(db)
  // In the order they were written, for ids of messages are.
  await sql`create index mention_newest on mention (org_id, teammate_id, message_id)`.execute(db)
  await sql`create index mention_unread on mention (org_id, teammate_id, message_id)
    where read_at is null`.execute(db)

  await sql`create table saved_view (
    org_id text not null,
    id text not null,
    owner_id text not null,
    name text not null,
    shared ${int} not null check (shared in (0, 1)),
    filters text not null,
    position ${int} not null,
    created_at text not null,
    updated_at text not null,
    primary key (org_id, id),
    foreign key (org_id, owner_id) references teammate (org_id, id)
  ) ${strict}`.execute(db)
  await sql`create unique index saved_view_own on saved_view (org_id, owner_id, name) where shared = 0`.execute(
    db,
  )
  await sql`create unique index saved_view_shared on saved_view (org_id, name) where shared = 1`.execute(db)
}
