// Answers prepared beforehand, files of messages that are still being written, and a way to the jobs that were given up.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, bytewise, strict } = ddlWords(db)

  await sql`create table upload (
    org_id text not null,
    id text not null,
    teammate_id text not null,
    filename text not null,
    content_type text not null,
    byte_size ${int} not null,
    sha256 text not null,
    width ${int},
    height ${int},
    created_at text not null,
    primary key (org_id, id),
    foreign key (org_id, teammate_id) references teammate (org_id, id)
  ) ${strict}`.execute(db)
  await sql`create index upload_teammate on upload (org_id, teammate_id)`.execute(db)
  await sql`create index upload_created on upload (created_at)`.execute(db)
  // As with attachments: before a file is swept, nothing may point at it.
  await sql`create index upload_blob on upload (sha256)`.execute(db)

  // Who sees it is part of what is unique: a teammate's id, or the empty text for everybody. Many may have no shortcut.
  await sql`create table macro (
    org_id text not null,
    id text not null,
    owner_id text not null,
    audience text not null,
    name text not null,
    sort_name ${bytewise} not null,
    shortcut ${bytewise},
    body text not null,
    actions text not null,
    created_at text not null,
    updated_at text not null,
    primary key (org_id, id),
    unique (org_id, audience, shortcut),
    foreign key (org_id, owner_id) references teammate (org_id, id)
  ) ${strict}`.execute(db)

  await sql`create index job_dead on job (org_id, lane) where state = 'dead'`.execute(db)
}
