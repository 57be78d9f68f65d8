// Chat: what a site is besides its greeting, and the visitors that write there.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, strict } = ddlWords(db)
  const columns = {
    enabled: sql`${int} not null default 1`,
    show_names: sql`${int} not null default 0`,
    appearance: sql`text not null default '{}'`,
    // JSON, or null where the site is always open.
    office_hours: sql`text`,
    // In place of the auto reply while it is closed; null: the same one.
    closed_reply: sql`text`,
    // Sealed: what visitors prove themselves with is computed with it again and again.
    identity_secret: sql`text`,
  }
  for (const [name, type] of Object.entries(columns))
    await sql`alter table site add column ${sql.ref(name)} ${type}`.execute(db)

  // Tokens are digests: whoever reads the table can write as nobody. One conversation per token and organisation.
  await sql`create table visitor (
    org_id text not null,
    token_hash text not null,
    conversation_token_hash text not null,
    channel_id text not null,
    conversation_id text not null,
    seen_seq ${int} not null default 0,
    created_at text not null,
    primary key (org_id, token_hash),
    unique (org_id, conversation_token_hash),
    foreign key (org_id, channel_id) references channel (org_id, id),
    foreign key (org_id, conversation_id) references conversation (org_id, id)
  ) ${strict}`.execute(db)
  await sql`create index visitor_conversation on visitor (org_id, conversation_id)`.execute(db)
  await sql`create index credential_channel on credential (org_id, channel_id)
    where channel_id is not null`.execute(db)
}
