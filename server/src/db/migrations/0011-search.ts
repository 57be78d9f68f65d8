// What messages are found by, and how far along each organisation's events that is written down.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'
import { createSearchTables } from '../full-text.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, strictByKey } = ddlWords(db)
  await createSearchTables(db)
  await sql`create table search_progress (
    org_id text not null primary key references organisation (id),
    seq ${int} not null,
    generation ${int} not null
  ) ${strictByKey}`.execute(db)
}
