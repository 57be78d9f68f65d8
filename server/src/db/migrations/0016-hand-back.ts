// What a conversation was taken from, so that it can be given back.
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table conversation add column handed_from_kind text check (handed_from_kind in ('bot', 'assistant'))`.execute(
    db,
  )
  await sql`alter table conversation add column handed_from_id text`.execute(db)
}
