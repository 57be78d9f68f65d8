import type { ChannelKind, Queryable, Tx } from '../../db/schema.ts'
import type { OrgId, Time } from '../ids.ts'

/** Returns the channel's id, which is also the id of its site or client row. */
export async function insertChannel(
  tx: Tx,
  org: OrgId,
  { id, kind, name, now }: { id: string; kind: ChannelKind; name: string; now: Time },
): Promise<string> {
  await tx.insertInto('channel').values({ org_id: org, id, kind, name, created_at: now }).execute()
  return id
}

export async function insertSite(
  tx: Tx,
  org: OrgId,
  site: { id: string; greeting: string; auto_reply: string | null },
): Promise<void> {
  await tx
    .insertInto('site')
    .values({ org_id: org, allowed_origins: '[]', enabled: 1, show_names: 0, appearance: '{}', ...site })
    .execute()
}

export async function insertClient(tx: Tx, org: OrgId, id: string): Promise<void> {
  await tx.insertInto('client').values({ org_id: org, id, allowed_origins: '[]' }).execute()
}

/** The channel that API keys open: set-up makes one per organisation. */
export async function findTicketsChannel(db: Queryable, org: OrgId): Promise<string | undefined> {
  return await findChannelOf(db, org, 'tickets')
}

/** Those that still are, oldest first, strictly behind `after`. */
export async function listChannels(db: Queryable, org: OrgId, page: { after: string; limit: number }) {
  return await db
    .selectFrom('channel')
    .select(['id', 'kind', 'name'])
    .where('org_id', '=', org)
    .where('id', '>', page.after)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(page.limit)
    .execute()
}

/** The oldest channel of a kind. */
export async function findChannelOf(
  db: Queryable,
  org: OrgId,
  kind: ChannelKind,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('channel')
    .select('id')
    .where('org_id', '=', org)
    .where('kind', '=', kind)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}
