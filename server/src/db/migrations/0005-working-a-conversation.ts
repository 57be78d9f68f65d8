// What teammates do with a conversation besides answering: snooze it, assign it, draft an answer.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, strictByKey } = ddlWords(db)
  await sql`alter table conversation add column snoozed_until text`.execute(db)
  // Most conversations are nobody's, and an index entry per null would cost every ticket.
  await sql`create index conversation_assigned on conversation (org_id, assignee_id, last_message_at, id)
    where assignee_id is not null`.execute(db)

  await sql`create table draft (
    org_id text not null,
    teammate_id text not null,
    conversation_id text not null,
    kind text not null check (kind in ('reply', 'note')),
    body text not null,
    base_seq ${int} not null,
    updated_at text not null,
    primary key (org_id, teammate_id, conversation_id, kind),
    foreign key (org_id, conversation_id) references conversation (org_id, id),
    foreign key (org_id, teammate_id) references teammate (org_id, id)
  ) ${strictByKey}`.execute(db)
}
