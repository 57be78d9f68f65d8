import type { CredentialKind, Queryable, Schema, Tx } from '../../db/schema.ts'
import { statement } from '../../db/statement.ts'
import { closeHelpdesk, renameHelpdesk } from '../helpdesk/queries.ts'
import type { OrgId, Time } from '../ids.ts'

const fields = [
  'channel.name',
  'site.greeting',
  'site.auto_reply',
  'site.closed_reply',
  'site.allowed_origins',
  'site.enabled',
  'site.show_names',
  'site.appearance',
  'site.office_hours',
] as const

const siteByKey = statement((db, p: { key: string; kind: CredentialKind }) =>
  db
    .selectFrom('credential')
    .innerJoin('channel', (join) =>
      join
        .onRef('channel.org_id', '=', 'credential.org_id')
        .onRef('channel.id', '=', 'credential.channel_id'),
    )
    .innerJoin('site', (join) =>
      join.onRef('site.org_id', '=', 'channel.org_id').onRef('site.id', '=', 'channel.id'),
    )
    .select(['credential.org_id', 'site.id', 'site.identity_secret', ...fields])
    .where('credential.public_id', '=', p.key)
    .where('credential.kind', '=', p.kind)
    .where('channel.deleted_at', 'is', null),
)

/** The tenant comes out of this row, as with every credential: a site key is one, though no secret. */
export async function findSiteByKey(db: Queryable, key: string) {
  return await siteByKey.first(db, { key, kind: 'site_key' })
}

function sites(db: Queryable, org: OrgId) {
  return db
    .selectFrom('site')
    .innerJoin('channel', (join) =>
      join.onRef('channel.org_id', '=', 'site.org_id').onRef('channel.id', '=', 'site.id'),
    )
    .select(['site.id', 'channel.created_at', 'site.identity_secret', ...fields])
    .where('site.org_id', '=', org)
    .where('channel.deleted_at', 'is', null)
}

export type SiteRow = Awaited<ReturnType<typeof listSites>>[number]

/** Oldest first, strictly behind `after`. */
export async function listSites(db: Queryable, org: OrgId, page: { after: string; limit: number }) {
  return await sites(db, org).where('site.id', '>', page.after).orderBy('site.id').limit(page.limit).execute()
}

export async function findSite(db: Queryable, org: OrgId, id: string) {
  return await sites(db, org).where('site.id', '=', id).executeTakeFirst()
}

/** Of the sites with these ids: keys, and secret keys that are good or were. */
export async function listSiteCredentials(db: Queryable, org: OrgId, ids: readonly string[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('credential')
    .select(['channel_id', 'kind', 'public_id', 'created_at', 'expires_at', 'last_used_at'])
    .where('org_id', '=', org)
    .where('channel_id', 'in', ids)
    .where('kind', 'in', ['site_key', 'site_secret'])
    .orderBy('created_at')
    .orderBy('public_id')
    .execute()
}

export async function countSites(db: Queryable, org: OrgId): Promise<number> {
  const { n } = await db
    .selectFrom('channel')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('org_id', '=', org)
    .where('kind', '=', 'chat')
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return n
}

type SiteColumns = Omit<Schema['site'], 'org_id' | 'id'>

export async function saveSite(
  tx: Tx,
  org: OrgId,
  id: string,
  { name, ...columns }: Partial<SiteColumns> & { name?: string },
): Promise<void> {
  if (Object.keys(columns).length > 0)
    await tx.updateTable('site').set(columns).where('org_id', '=', org).where('id', '=', id).execute()
  if (name === undefined) return
  await tx.updateTable('channel').set({ name }).where('org_id', '=', org).where('id', '=', id).execute()
  await renameHelpdesk(tx, org, id, name)
}

/** Conversations keep pointing at its row; nobody writes there any more. */
export async function closeSite(tx: Tx, org: OrgId, id: string, now: Time): Promise<void> {
  await tx
    .updateTable('channel')
    .set({ deleted_at: now })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .execute()
  await closeHelpdesk(tx, org, id, now)
  await tx.deleteFrom('credential').where('org_id', '=', org).where('channel_id', '=', id).execute()
}

/** Secret keys of the site end by then; those that ended before go. */
export async function endSecrets(
  tx: Tx,
  org: OrgId,
  id: string,
  { now, by }: { now: Time; by: Time },
): Promise<void> {
  await tx
    .deleteFrom('credential')
    .where('org_id', '=', org)
    .where('channel_id', '=', id)
    .where('kind', '=', 'site_secret')
    .where('expires_at', '<=', now)
    .execute()
  await tx
    .updateTable('credential')
    .set({ expires_at: by })
    .where('org_id', '=', org)
    .where('channel_id', '=', id)
    .where('kind', '=', 'site_secret')
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', by)]))
    .execute()
}
