// Contacts and companies as people work with them: found by words, merged, erased, and with a timeline.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, bytewise, strict, strictByKey } = ddlWords(db)

  for (const noun of ['contact', 'company']) {
    const table = sql.table(noun)
    const owner = sql.ref(`${noun}_id`)
    // A merged one stays as a row that points at the one it was merged into, always the last of a chain.
    await sql`alter table ${table} add column merged_into text`.execute(db)
    await sql`alter table ${table} add column merge_id text`.execute(db)
    await sql`create index ${sql.ref(`${noun}_merged`)} on ${table} (org_id, merged_into)
      where merged_into is not null`.execute(db)
    await sql`drop index ${sql.ref(`${noun}_by_name`)}`.execute(db)
    await sql`create index ${sql.ref(`${noun}_by_name`)} on ${table} (org_id, sort_name, id)
      where deleted_at is null and merged_into is null`.execute(db)

    // In the order lists are read: a search is a range of it. No foreign key: it would cost every new contact a look.
    await sql`create table ${sql.table(`${noun}_word`)} (
      org_id text not null,
      word ${bytewise} not null,
      sort_name ${bytewise} not null,
      ${owner} text not null,
      primary key (org_id, word, sort_name, ${owner})
    ) ${strictByKey}`.execute(db)
    await sql`create index ${sql.ref(`${noun}_word_owner`)} on ${sql.table(`${noun}_word`)} (org_id, ${owner}, word)`.execute(
      db,
    )
  }

  await sql`create index conversation_company on conversation (org_id, company_id, last_message_at, id)
    where company_id is not null`.execute(db)

  await sql`create table profile_merge (
    org_id text not null references organisation (id),
    id text not null,
    noun text not null check (noun in ('contact', 'company')),
    into_id text not null,
    from_id text not null,
    inverse text not null,
    created_at text not null,
    undone_at text,
    primary key (org_id, id)
  ) ${strict}`.execute(db)

  await sql`create index profile_merge_into on profile_merge (org_id, into_id)`.execute(db)
  await sql`create index profile_merge_from on profile_merge (org_id, from_id)`.execute(db)

  // What happened around one contact, newest first, is a range of this. Openings are not in it: the conversation itself
  // says as much, and an entry in a place of its own would cost every ticket a page of the log.
  await sql`alter table event add column contact_id text`.execute(db)
  await sql`update event set contact_id = substr(data, 8, 26)
    where type in ('contact.created', 'contact.updated', 'contact.deleted')`.execute(db)
  await sql`update event set contact_id = (
      select contact_id from conversation as c where c.org_id = event.org_id and c.id = event.conversation_id)
    where type in ('conversation.reopened', 'conversation.updated')`.execute(db)
  await sql`create index event_contact on event (org_id, contact_id, seq) where contact_id is not null`.execute(
    db,
  )

  // What is to be erased, how far that has come, and in the end the receipt.
  await sql`create table erasure (
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
  ) ${strict}`.execute(db)
  // Files whose rows are gone and whose bytes are to follow.
  await sql`create table erasure_blob (
    org_id text not null,
    erasure_id text not null,
    sha256 text not null,
    bytes ${int} not null,
    primary key (org_id, erasure_id, sha256)
  ) ${strictByKey}`.execute(db)

  // Whoever is there already gets words from a job: a start must not wait for half a million of them.
  for (const noun of ['contact', 'company'])
    await sql`insert into job (id, org_id, kind, lane, position, payload, state, attempt, run_at, created_at)
      select ${`0008-${noun}-`} || id, id, 'indexProfiles', 'indexProfiles ' || id, 0, ${`{"noun":"${noun}"}`},
        'pending', 0, created_at, created_at from organisation`.execute(db)
}
