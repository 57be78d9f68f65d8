// Tallies of conversations, what merging them needs to be undone, and the ways into their lists.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, strict, strictByKey } = ddlWords(db)

  // Set on the one that was merged away; always the last of its chain, so that one look finds it.
  await sql`alter table conversation add column merged_into text`.execute(db)
  await sql`create index conversation_merged on conversation (org_id, merged_into)
    where merged_into is not null`.execute(db)

  // Nobody is the empty text: a primary key takes no null. What is open and nobody's is kept as its difference from the
  // ticket counter, which every new ticket moves anyway.
  await sql`create table conversation_tally (
    org_id text not null,
    assignee_id text not null,
    status text not null,
    value ${int} not null,
    primary key (org_id, assignee_id, status)
  ) ${strictByKey}`.execute(db)
  await sql`insert into conversation_tally (org_id, assignee_id, status, value)
    select org_id, coalesce(assignee_id, ''), status, count(*) from conversation
    group by org_id, coalesce(assignee_id, ''), status`.execute(db)
  await sql`insert into conversation_tally (org_id, assignee_id, status, value)
    select org_id, '', 'open', -value from counter where name = 'ticket'
    on conflict (org_id, assignee_id, status) do update set value = conversation_tally.value + excluded.value`.execute(
    db,
  )

  await sql`create table conversation_merge (
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
  ) ${strict}`.execute(db)
  await sql`create unique index conversation_merge_from on conversation_merge (org_id, from_id)
    where undone_at is null`.execute(db)
  await sql`create index conversation_merge_into on conversation_merge (org_id, into_id)
    where undone_at is null`.execute(db)

  // Where each message stood before; its rows go when the merge is undone.
  await sql`create table merged_message (
    org_id text not null,
    merge_id text not null,
    message_id text not null,
    conversation_id text not null,
    seq ${int} not null,
    source_specific_id text,
    new_seq ${int} not null,
    primary key (org_id, merge_id, message_id),
    foreign key (org_id, merge_id) references conversation_merge (org_id, id),
    foreign key (org_id, message_id) references message (org_id, id)
  ) ${strictByKey}`.execute(db)
  await sql`create index merged_message_message on merged_message (org_id, message_id, merge_id)`.execute(db)

  // Not by the last message: a list of few sorts them itself, and these need no write when somebody says something.
  await sql`create index conversation_contact on conversation (org_id, contact_id, id)
    where contact_id is not null`.execute(db)
  await sql`create index conversation_tag_tag on conversation_tag (org_id, tag, conversation_id)`.execute(db)
}
