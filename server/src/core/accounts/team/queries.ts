import type { Queryable, Schema, Tx } from '../../../db/schema.ts'
import { statement } from '../../../db/statement.ts'
import type { OrgId, Time } from '../../ids.ts'
import { comparable } from '../queries.ts'

type Teammate = Schema['teammate']

/** `last_seen_at` comes from the sessions that are left: null after signing out everywhere. */
function members(db: Queryable, org: OrgId) {
  return db
    .selectFrom('teammate as t')
    .select(({ selectFrom }) => [
      't.id',
      't.name',
      't.email',
      't.role',
      't.disabled_at',
      't.created_at',
      selectFrom('session as s')
        .select(({ fn }) => fn.max('s.last_seen_at').as('at'))
        .whereRef('s.org_id', '=', 't.org_id')
        .whereRef('s.teammate_id', '=', 't.id')
        .as('last_seen_at'),
      selectFrom('second_factor as f')
        .select('f.confirmed_at')
        .whereRef('f.org_id', '=', 't.org_id')
        .whereRef('f.teammate_id', '=', 't.id')
        .as('second_factor_at'),
    ])
    .where('t.org_id', '=', org)
}

export type MemberRow = NonNullable<Awaited<ReturnType<typeof findMember>>>

/** Oldest first, the disabled too. */
export async function listMembers(db: Queryable, org: OrgId, page: { after?: string; limit: number }) {
  let query = members(db, org)
  if (page.after !== undefined) query = query.where('t.id', '>', page.after)
  return await query.orderBy('t.id').limit(page.limit).execute()
}

/** Also a disabled one, unlike `findTeammate`. */
export async function findMember(db: Queryable, org: OrgId, id: string) {
  return await members(db, org).where('t.id', '=', id).executeTakeFirst()
}

/** Those of these ids who work here now, in the order they came. */
export async function findActive(db: Queryable, org: OrgId, ids: readonly string[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('teammate')
    .select(['id', 'name'])
    .where('org_id', '=', org)
    .where('id', 'in', ids)
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** The password hash of an enabled teammate, which like the rest of the row nobody else changes until the commit. */
export async function holdTeammate(tx: Tx, org: OrgId, id: string) {
  return await tx
    .updateTable('teammate')
    .set((eb) => ({ role: eb.ref('role') }))
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .returning('password_hash')
    .executeTakeFirst()
}

type NewState = Pick<Teammate, 'name' | 'role' | 'disabled_at'>

export async function saveTeammate(tx: Tx, org: OrgId, id: string, state: NewState): Promise<void> {
  await tx.updateTable('teammate').set(state).where('org_id', '=', org).where('id', '=', id).execute()
}

/** False when the organisation has a teammate of this address already, disabled or not; then nothing is written. */
export async function addTeammate(
  tx: Tx,
  org: OrgId,
  teammate: Omit<Teammate, 'org_id' | 'disabled_at' | 'email_canonical'>,
) {
  const row = await tx
    .insertInto('teammate')
    .values({ org_id: org, ...teammate, email_canonical: comparable(teammate.email) })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function worksHere(db: Queryable, org: OrgId, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('teammate')
    .select('id')
    .where('org_id', '=', org)
    .where('email_canonical', '=', comparable(email))
    .executeTakeFirst()
  return row !== undefined
}

type Invitation = Schema['invitation']

/** In place of an earlier one of the same address, whose link is dead from then on. The caller holds the settings. */
export async function putInvitation(
  tx: Tx,
  org: OrgId,
  invitation: Omit<Invitation, 'org_id' | 'email_canonical'>,
) {
  const email_canonical = comparable(invitation.email)
  await tx
    .deleteFrom('invitation')
    .where('org_id', '=', org)
    .where('email_canonical', '=', email_canonical)
    .execute()
  await tx
    .insertInto('invitation')
    .values({ org_id: org, ...invitation, email_canonical })
    .execute()
}

/** Newest first: ids are random, so the time comes first. */
export async function listInvitations(
  db: Queryable,
  org: OrgId,
  page: { after?: { createdAt: Time; id: string }; limit: number },
) {
  const { after, limit } = page
  let query = db
    .selectFrom('invitation')
    .select(['id', 'email', 'role', 'invited_by', 'created_at', 'expires_at'])
    .where('org_id', '=', org)
  if (after)
    query = query.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(after.createdAt, after.id)))
  return await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

const invitationById = statement((db, p: { id: string }) =>
  db.selectFrom('invitation').select(['org_id', 'email', 'secret_hash', 'expires_at']).where('id', '=', p.id),
)

/** Whoever follows a link names no organisation: it comes out of this row. */
export async function findInvitation(db: Queryable, id: string) {
  return await invitationById.first(db, { id })
}

/** What was deleted. Of two callers at once, one gets the row. */
export async function deleteInvitation(tx: Tx, org: OrgId, id: string) {
  return await tx
    .deleteFrom('invitation')
    .where('org_id', '=', org)
    .where('id', '=', id)
    .returning(['email', 'role', 'expires_at', 'invited_by'])
    .executeTakeFirst()
}

/** Those a teammate made and nobody accepted yet. */
export async function deleteInvitationsBy(tx: Tx, org: OrgId, teammateId: string) {
  return await tx
    .deleteFrom('invitation')
    .where('org_id', '=', org)
    .where('invited_by', '=', teammateId)
    .returning(['id', 'email', 'role'])
    .execute()
}

export type AuditRow = Awaited<ReturnType<typeof listAudit>>[number]

/** Newest first. `actor` and `data` are JSON text. */
export async function listAudit(db: Queryable, org: OrgId, page: { before?: string; limit: number }) {
  let query = db
    .selectFrom('audit')
    .select(['id', 'at', 'actor', 'action', 'subject', 'data', 'ip'])
    .where('org_id', '=', org)
  if (page.before !== undefined) query = query.where('id', '<', page.before)
  return await query.orderBy('id', 'desc').limit(page.limit).execute()
}
