import type { CredentialKind, Queryable, Schema, Tx } from '../../db/schema.ts'
import { statement } from '../../db/statement.ts'
import type { OrgId, Time } from '../ids.ts'
import { canonicalEmail } from './email.ts'

/** True once any organisation exists: from then on the first-run page is gone. */
export async function anyOrganisation(db: Queryable): Promise<boolean> {
  return (await db.selectFrom('organisation').select('id').limit(1).executeTakeFirst()) !== undefined
}

/**
 * For the command line alone: whoever can open the database may act for every organisation in it.
 * With a slug that one, without the first few by slug.
 */
export async function organisationsBySlug(db: Queryable, slug: string | undefined) {
  let query = db.selectFrom('organisation').select(['id', 'slug'])
  if (slug !== undefined) query = query.where('slug', '=', slug)
  return await query.orderBy('slug').limit(10).execute()
}

export async function findOrganisation(db: Queryable, org: OrgId) {
  return await db
    .selectFrom('organisation')
    .select(['id', 'slug', 'name', 'prefix', 'settings', 'created_at'])
    .where('id', '=', org)
    .executeTakeFirstOrThrow()
}

/** The settings, which nobody else changes until the commit. */
export async function holdSettings(tx: Tx, org: OrgId): Promise<string> {
  const { settings } = await tx
    .updateTable('organisation')
    .set((eb) => ({ settings: eb.ref('settings') }))
    .where('id', '=', org)
    .returning('settings')
    .executeTakeFirstOrThrow()
  return settings
}

type OrganisationState = Pick<Schema['organisation'], 'name' | 'settings'>

export async function saveOrganisation(tx: Tx, org: OrgId, state: Partial<OrganisationState>): Promise<void> {
  await tx.updateTable('organisation').set(state).where('id', '=', org).execute()
}

/** The organisation under the first free slug of `wanted`, `wanted-2`, `wanted-3` …; returns that slug. */
export async function insertOrganisation(
  tx: Tx,
  org: OrgId,
  { slug: wanted, ...fields }: { slug: string; name: string; prefix: string; created_at: Time },
): Promise<string> {
  for (let n = 1; ; n++) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`
    const row = await tx
      .insertInto('organisation')
      .values({ id: org, slug, settings: '{}', ...fields })
      .onConflict((oc) => oc.column('slug').doNothing())
      .returning('slug')
      .executeTakeFirst()
    if (row) return row.slug
  }
}

export async function insertCounters(tx: Tx, org: OrgId): Promise<void> {
  const names = ['ticket', 'unnumbered', 'attachment', 'event'] as const
  await tx
    .insertInto('counter')
    .values(names.map((name) => ({ org_id: org, name, value: 0 })))
    .execute()
}

type NewTeammate = Omit<Schema['teammate'], 'org_id' | 'disabled_at' | 'email_canonical'>

export async function insertTeammate(tx: Tx, org: OrgId, teammate: NewTeammate): Promise<void> {
  await tx
    .insertInto('teammate')
    .values({ org_id: org, ...teammate, email_canonical: comparable(teammate.email) })
    .execute()
}

/** What an address is found by. What is none is looked for as it is, and found nowhere. */
export function comparable(email: string): string {
  return canonicalEmail(email) ?? email
}

/** The enabled accounts of one address, oldest first: a person may work in several organisations. */
export async function teammatesByEmail(db: Queryable, email: string) {
  return await db
    .selectFrom('teammate')
    .select(['org_id', 'id', 'password_hash'])
    .where('email_canonical', '=', comparable(email))
    .where('disabled_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(5)
    .execute()
}

export async function findTeammate(db: Queryable, org: OrgId, id: string) {
  return await db
    .selectFrom('teammate')
    .select(['id', 'name', 'email', 'role'])
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
}

/** The enabled teammate of this organisation with this address. */
export async function findTeammateByEmail(db: Queryable, org: OrgId, email: string) {
  return await db
    .selectFrom('teammate')
    .select(['id', 'name'])
    .where('org_id', '=', org)
    .where('email_canonical', '=', comparable(email))
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
}

/** False when the organisation has a credential of this kind and name already; then nothing is written. */
export async function insertCredential(
  tx: Tx,
  org: OrgId,
  credential: Omit<Schema['credential'], 'org_id' | 'last_used_at' | 'scopes'> & { scopes?: string | null },
): Promise<boolean> {
  const row = await tx
    .insertInto('credential')
    .values({ org_id: org, ...credential })
    .onConflict((oc) => oc.columns(['org_id', 'kind', 'name']).doNothing())
    .returning('public_id')
    .executeTakeFirst()
  return row !== undefined
}

/** What was deleted; undefined when there was no such credential. Of two callers at once, one gets the row. */
export async function deleteCredential(tx: Tx, org: OrgId, kind: CredentialKind, publicId: string) {
  return await tx
    .deleteFrom('credential')
    .where('org_id', '=', org)
    .where('kind', '=', kind)
    .where('public_id', '=', publicId)
    .returning(['name', 'created_at', 'expires_at', 'last_used_at'])
    .executeTakeFirst()
}

export type CredentialRow = Awaited<ReturnType<typeof listCredentials>>[number]

export type CredentialPage = {
  /** Strictly older than this place in the list. */
  after?: { createdAt: Time; publicId: string }
  limit: number
}

/** Newest first. An organisation's credentials of one kind are few: the index that keeps names unique finds them. */
export async function listCredentials(db: Queryable, org: OrgId, kind: CredentialKind, page: CredentialPage) {
  const { after, limit } = page
  let query = db
    .selectFrom('credential')
    .select(['public_id', 'name', 'created_at', 'expires_at', 'last_used_at'])
    .where('org_id', '=', org)
    .where('kind', '=', kind)
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple('created_at', 'public_id'), '<', eb.tuple(after.createdAt, after.publicId)),
    )
  return await query.orderBy('created_at', 'desc').orderBy('public_id', 'desc').limit(limit).execute()
}

const credentialByPublicId = statement((db, p: { publicId: string; kind: CredentialKind }) =>
  db
    .selectFrom('credential')
    .innerJoin('organisation', 'organisation.id', 'credential.org_id')
    .select([
      'credential.public_id',
      'credential.org_id',
      'credential.name',
      'credential.secret_hash',
      'credential.teammate_id',
      'credential.channel_id',
      'credential.expires_at',
      'credential.last_used_at',
      'credential.scopes',
      'organisation.settings',
    ])
    .where('credential.public_id', '=', p.publicId)
    .where('credential.kind', '=', p.kind),
)

/** The tenant comes out of this row; nothing before it knows one. */
export async function findCredential(db: Queryable, kind: CredentialKind, publicId: string) {
  return await credentialByPublicId.first(db, { publicId, kind })
}

export async function updateLastUsed(tx: Tx, org: OrgId, publicId: string, now: Time): Promise<void> {
  await tx
    .updateTable('credential')
    .set({ last_used_at: now })
    .where('org_id', '=', org)
    .where('public_id', '=', publicId)
    .execute()
}

export async function insertSession(tx: Tx, org: OrgId, session: Omit<Schema['session'], 'org_id'>) {
  await tx
    .insertInto('session')
    .values({ org_id: org, ...session })
    .execute()
}

const sessionByToken = statement((db, p: { tokenHash: string }) =>
  db
    .selectFrom('session')
    .select(['token_hash', 'org_id', 'teammate_id', 'last_seen_at', 'expires_at'])
    .where('token_hash', '=', p.tokenHash),
)

/** As with credentials, the tenant comes out of this row. */
export async function findSession(db: Queryable, tokenHash: string) {
  return await sessionByToken.first(db, { tokenHash })
}

export async function updateSessionSeen(tx: Tx, org: OrgId, tokenHash: string, now: Time): Promise<void> {
  await tx
    .updateTable('session')
    .set({ last_seen_at: now })
    .where('org_id', '=', org)
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function deleteSession(tx: Tx, org: OrgId, tokenHash: string): Promise<void> {
  await tx.deleteFrom('session').where('org_id', '=', org).where('token_hash', '=', tokenHash).execute()
}

export async function deleteExpiredSessions(tx: Tx, now: Time): Promise<void> {
  await tx.deleteFrom('session').where('expires_at', '<=', now).execute()
}
