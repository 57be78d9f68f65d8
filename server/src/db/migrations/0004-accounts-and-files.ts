// What the tickets API says about companies, contacts and files beyond their names.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, float, bytewise, strictByKey } = ddlWords(db)
  const add = async (table: string, columns: Record<string, ReturnType<typeof sql>>) => {
    for (const [name, type] of Object.entries(columns))
      await sql`alter table ${sql.table(table)} add column ${sql.ref(name)} ${type}`.execute(db)
  }
  const account = {
    phones: sql`text not null default '[]'`,
    contract_value: sql`${float}`,
    contract_type: sql`text`,
    // The name as lists sort it: folded by us, because the engines' own folding differs.
    sort_name: sql`${bytewise} not null default ''`,
    // Tickets keep pointing at the row of a deleted account; what it said is gone.
    deleted_at: sql`text`,
  }
  await add('company', {
    image_url: sql`text`,
    company_type: sql`text`,
    number_of_seats: sql`${int}`,
    ...account,
  })
  await add('contact', { role: sql`text`, ...account })
  await sql`update company set sort_name = lower(name)`.execute(db)
  await sql`update contact set sort_name = lower(coalesce(name, username, email, ''))`.execute(db)
  await sql`create index company_by_name on company (org_id, sort_name, id) where deleted_at is null`.execute(
    db,
  )
  await sql`create index contact_by_name on contact (org_id, sort_name, id) where deleted_at is null`.execute(
    db,
  )
  await sql`create index company_identity_company on company_identity (org_id, company_id)`.execute(db)
  await sql`create index contact_identity_contact on contact_identity (org_id, contact_id)`.execute(db)

  for (const owner of ['company', 'contact'])
    await sql`create table ${sql.table(`${owner}_tag`)} (
      org_id text not null,
      ${sql.ref(`${owner}_id`)} text not null,
      tag text not null,
      primary key (org_id, ${sql.ref(`${owner}_id`)}, tag),
      foreign key (org_id, ${sql.ref(`${owner}_id`)}) references ${sql.table(owner)} (org_id, id)
    ) ${strictByKey}`.execute(db)

  await add('attachment', {
    // What a link may turn out to be when it is fetched.
    accepts: sql`text`,
    width: sql`${int}`,
    height: sql`${int}`,
    thumbnail_sha256: sql`text`,
    // Why a link could not be fetched, in words for people.
    failure: sql`text`,
  })
  // Before a file is swept, nothing may point at it.
  await sql`create index attachment_blob on attachment (sha256) where sha256 is not null`.execute(db)
  await sql`create index attachment_thumbnail on attachment (thumbnail_sha256)
    where thumbnail_sha256 is not null`.execute(db)
}
