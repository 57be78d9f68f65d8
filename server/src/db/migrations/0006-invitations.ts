// Who was asked to join. A row goes when it is accepted or withdrawn; of one address only the last one counts.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { strict } = ddlWords(db)
  await sql`create table invitation (
    id text not null primary key,
    org_id text not null references organisation (id),
    email text not null,
    role text not null check (role in ('owner', 'admin', 'agent')),
    secret_hash text not null,
    invited_by text not null,
    expires_at text not null,
    created_at text not null,
    unique (org_id, email),
    foreign key (org_id, invited_by) references teammate (org_id, id)
  ) ${strict}`.execute(db)
}
