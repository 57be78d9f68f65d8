// Where helpdesk tickets of a site come in: a channel of its own, so that people see in their inbox which door it was.
import type { Queryable, Tx } from '../../db/schema.ts'
import type { OrgId, Time } from '../ids.ts'

export async function findHelpdesk(
  db: Queryable,
  org: OrgId,
  site: string,
): Promise<{ id: string } | undefined> {
  return await db
    .selectFrom('channel')
    .select('id')
    .where('org_id', '=', org)
    .where('site_id', '=', site)
    .executeTakeFirst()
}

type NewHelpdesk = { id: string; site: string; name: string; now: Time }

/** False when the site has one already, and on PostgreSQL when it got one from somebody else meanwhile. */
export async function insertHelpdesk(tx: Tx, org: OrgId, channel: NewHelpdesk): Promise<boolean> {
  const { id, site, name, now } = channel
  const row = await tx
    .insertInto('channel')
    .values({ org_id: org, id, kind: 'tickets', name, created_at: now, site_id: site })
    .onConflict((oc) => oc.columns(['org_id', 'site_id']).where('site_id', 'is not', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** It is called what its site is called. */
export async function renameHelpdesk(tx: Tx, org: OrgId, site: string, siteName: string): Promise<void> {
  await tx
    .updateTable('channel')
    .set({ name: helpdeskName(siteName) })
    .where('org_id', '=', org)
    .where('site_id', '=', site)
    .execute()
}

/** With its site: tickets keep pointing at its row. */
export async function closeHelpdesk(tx: Tx, org: OrgId, site: string, now: Time): Promise<void> {
  await tx
    .updateTable('channel')
    .set({ deleted_at: now })
    .where('org_id', '=', org)
    .where('site_id', '=', site)
    .execute()
}

export function helpdeskName(site: string): string {
  return `${site} (helpdesk)`
}
