// Files of teammates that no message has yet.
import type { Queryable, Schema, Tx } from '../../db/schema.ts'
import type { OrgId, Time } from '../ids.ts'

export type UploadRow = Omit<Schema['upload'], 'org_id' | 'teammate_id'>

/** Nobody else adds files of this teammate until the commit. */
export async function holdTeammate(tx: Tx, org: OrgId, teammate: string): Promise<void> {
  await tx
    .updateTable('teammate')
    .set((eb) => ({ name: eb.ref('name') }))
    .where('org_id', '=', org)
    .where('id', '=', teammate)
    .execute()
}

export async function unsentOf(db: Queryable, org: OrgId, teammate: string) {
  const row = await db
    .selectFrom('upload')
    .select((eb) => [eb.fn.countAll<number>().as('files'), eb.fn.sum<number | null>('byte_size').as('bytes')])
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammate)
    .executeTakeFirstOrThrow()
  // PostgreSQL adds 64-bit numbers up to one of any length, which comes as text.
  return { files: row.files, bytes: Number(row.bytes ?? 0) }
}

export async function insertUpload(tx: Tx, org: OrgId, teammate: string, upload: UploadRow): Promise<void> {
  await tx
    .insertInto('upload')
    .values({ org_id: org, teammate_id: teammate, ...upload })
    .execute()
}

/** Takes them out, for whoever gets them; fewer than were asked for when some are not, or no longer, the teammate's. */
export async function takeUploads(
  tx: Tx,
  org: OrgId,
  teammate: string,
  ids: readonly string[],
): Promise<UploadRow[]> {
  return await tx
    .deleteFrom('upload')
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammate)
    .where('id', 'in', ids)
    .returning(['id', 'filename', 'content_type', 'byte_size', 'sha256', 'width', 'height', 'created_at'])
    .execute()
}

/** Takes out the oldest of before then, at most `limit`; returns what they pointed at. */
export async function takeOldUploads(
  tx: Tx,
  org: OrgId,
  { before, limit }: { before: Time; limit: number },
): Promise<string[]> {
  const gone = await tx
    .deleteFrom('upload')
    .where('org_id', '=', org)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('upload as old')
        .select('old.id')
        .where('old.org_id', '=', org)
        .where('old.created_at', '<', before)
        .orderBy('old.created_at')
        .limit(limit),
    )
    .returning('sha256')
    .execute()
  return gone.map((row) => row.sha256)
}

/** Whose the oldest ones of before then are: housekeeping goes through them. */
export async function orgsWithOldUploads(db: Queryable, before: Time, limit: number): Promise<OrgId[]> {
  const rows = await db
    .selectFrom('upload')
    .select('org_id')
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(limit)
    .execute()
  return [...new Set(rows.map((row) => row.org_id))]
}
