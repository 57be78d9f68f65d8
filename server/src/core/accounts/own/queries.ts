import type { Queryable, Tx } from '../../../db/schema.ts'
import type { OrgId, Time } from '../../ids.ts'
import { type CredentialPage, comparable } from '../queries.ts'

const MOST_SESSIONS = 200

export type SessionRow = Awaited<ReturnType<typeof listSessions>>[number]

/** The last used first, without those that ended by themselves. Nobody has more than a few. */
export async function listSessions(
  db: Queryable,
  org: OrgId,
  teammateId: string,
  { now, seenAfter }: { now: Time; seenAfter: Time },
) {
  return await db
    .selectFrom('session')
    .select(['token_hash', 'created_at', 'last_seen_at', 'ip', 'user_agent'])
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammateId)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', seenAfter)
    .orderBy('last_seen_at', 'desc')
    .orderBy('token_hash')
    .limit(MOST_SESSIONS)
    .execute()
}

export async function sessionHashes(db: Queryable, org: OrgId, teammateId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('session')
    .select('token_hash')
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammateId)
    .execute()
  return rows.map((row) => row.token_hash)
}

/** All of them, or all but the one with that hash; how many there were. */
export async function deleteSessionsOf(
  tx: Tx,
  org: OrgId,
  teammateId: string,
  except?: string,
): Promise<number> {
  let query = tx.deleteFrom('session').where('org_id', '=', org).where('teammate_id', '=', teammateId)
  if (except !== undefined) query = query.where('token_hash', '!=', except)
  const gone = await query.returning('token_hash').execute()
  return gone.length
}

/** False when the password is not `from` any more, or nobody enabled has this id; then nothing is written. */
export async function replaceEmail(
  tx: Tx,
  org: OrgId,
  teammateId: string,
  { email, from }: { email: string; from: string },
): Promise<boolean> {
  const row = await tx
    .updateTable('teammate')
    .set({ email, email_canonical: comparable(email) })
    .where('org_id', '=', org)
    .where('id', '=', teammateId)
    .where('password_hash', '=', from)
    .where('disabled_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findPassword(db: Queryable, org: OrgId, teammateId: string): Promise<string | null> {
  const row = await db
    .selectFrom('teammate')
    .select('password_hash')
    .where('org_id', '=', org)
    .where('id', '=', teammateId)
    .executeTakeFirst()
  return row?.password_hash ?? null
}

/** False when it is not `from` any more; then nothing is written. */
export async function replacePassword(
  tx: Tx,
  org: OrgId,
  teammateId: string,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const row = await tx
    .updateTable('teammate')
    .set({ password_hash: to })
    .where('org_id', '=', org)
    .where('id', '=', teammateId)
    .where('password_hash', '=', from)
    .where('disabled_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export type AccessTokenRow = Awaited<ReturnType<typeof listAccessTokens>>[number]

/** Newest first; those of one teammate alone. */
export async function listAccessTokens(db: Queryable, org: OrgId, teammateId: string, page: CredentialPage) {
  const { after, limit } = page
  let query = db
    .selectFrom('credential')
    .select(['public_id', 'name', 'created_at', 'expires_at', 'last_used_at', 'scopes'])
    .where('org_id', '=', org)
    .where('kind', '=', 'access_token')
    .where('teammate_id', '=', teammateId)
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple('created_at', 'public_id'), '<', eb.tuple(after.createdAt, after.publicId)),
    )
  return await query.orderBy('created_at', 'desc').orderBy('public_id', 'desc').limit(limit).execute()
}

/** Those of the teammate, or of them the one that is named. What was deleted. */
export async function deleteAccessTokens(tx: Tx, org: OrgId, teammateId: string, publicId?: string) {
  let query = tx
    .deleteFrom('credential')
    .where('org_id', '=', org)
    .where('kind', '=', 'access_token')
    .where('teammate_id', '=', teammateId)
  if (publicId !== undefined) query = query.where('public_id', '=', publicId)
  return await query
    .returning(['public_id', 'name', 'created_at', 'expires_at', 'last_used_at', 'scopes'])
    .execute()
}
