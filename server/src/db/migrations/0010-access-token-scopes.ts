// What an access token is limited to: a JSON list. Null, as of every token before this: whatever its teammate may do.
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table credential add column scopes text`.execute(db)
}
