// What signing in needs besides a password: second factors, recovery codes, and addresses in the one form they compare in.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, strict, strictByKey } = ddlWords(db)

  // Until now addresses were ASCII and stored in lower case, which is their canonical form.
  for (const table of ['teammate', 'invitation']) {
    const name = sql.table(table)
    await sql`alter table ${name} add column email_canonical text not null default ''`.execute(db)
    await sql`update ${name} set email_canonical = email`.execute(db)
    const index = sql.raw(`${table}_email_canonical`)
    await sql`create unique index ${index} on ${name} (email_canonical, org_id)`.execute(db)
  }
  await sql`drop index teammate_email`.execute(db)

  await sql`create table second_factor (
    org_id text not null,
    teammate_id text not null,
    secret text not null,
    last_step ${int} not null,
    confirmed_at text,
    created_at text not null,
    primary key (org_id, teammate_id),
    foreign key (org_id, teammate_id) references teammate (org_id, id)
  ) ${strict}`.execute(db)

  await sql`create table recovery_code (
    org_id text not null,
    teammate_id text not null,
    code_hash text not null,
    primary key (org_id, teammate_id, code_hash),
    foreign key (org_id, teammate_id) references teammate (org_id, id)
  ) ${strictByKey}`.execute(db)
}
