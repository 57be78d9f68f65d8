// Which rows were made up, so that one click takes them away again, and the first answer of a person found without counting.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, strictByKey } = ddlWords(db)
  await sql`create table sample (
    org_id text not null primary key references organisation (id),
    state text not null check (state in ('loading', 'loaded', 'removing')),
    done ${int} not null,
    total ${int} not null,
    started_at text not null,
    started_by text not null
  ) ${strictByKey}`.execute(db)
  await sql`create table sample_item (
    org_id text not null,
    noun text not null check (noun in ('conversation', 'contact', 'company')),
    id text not null,
    primary key (org_id, noun, id)
  ) ${strictByKey}`.execute(db)
  await sql`create index message_answer on message (org_id, created_at)
    where kind = 'message' and direction = 'outbound' and author_kind = 'teammate'`.execute(db)
}
