// What names a contact or company, or one merged into it: each id is a short range of an index, never a sort of all.
import { sql } from 'kysely'
import type { Queryable } from '../../../db/schema.ts'
import type { OrgId, Time } from '../../ids.ts'
import type { EventRow } from '../../spine/queries.ts'

type Place = { lastMessageAt: Time; id: string }

/** Of companies, newest first by last message. */
export async function conversationsOfCompanies(
  db: Queryable,
  org: OrgId,
  ids: readonly string[],
  { after, limit }: { after: Place | undefined; limit: number },
): Promise<Place[]> {
  const older = after ? sql`and (last_message_at, id) < (${after.lastMessageAt}, ${after.id})` : sql``
  const each = ids.map(
    (id) => sql`select * from (select last_message_at as "lastMessageAt", id from conversation
      where org_id = ${org} and company_id = ${id} ${older}
      order by last_message_at desc, id desc limit ${limit}) as one`,
  )
  const found = await sql<Place>`${sql.join(each, sql` union all `)}
    order by "lastMessageAt" desc, id desc limit ${limit}`.execute(db)
  return found.rows
}

/** Of contacts, the last opened first: ids are in the order of their making. Events would not do, for they go in time. */
export async function conversationsOfContacts(
  db: Queryable,
  org: OrgId,
  ids: readonly string[],
  { before, limit }: { before: string | undefined; limit: number },
): Promise<{ id: string }[]> {
  const older = before === undefined ? sql`` : sql`and id < ${before}`
  const each = ids.map(
    (id) => sql`select * from (select id from conversation
      where org_id = ${org} and contact_id = ${id} and merged_into is null ${older}
      order by id desc limit ${limit}) as one`,
  )
  const found = await sql<{ id: string }>`${sql.join(each, sql` union all `)}
    order by id desc limit ${limit}`.execute(db)
  return found.rows
}

/** Events that stand in the timeline of these contacts, newest first; openings are among their conversations. */
export async function eventsAbout(
  db: Queryable,
  org: OrgId,
  ids: readonly string[],
  { before, limit }: { before: number | undefined; limit: number },
): Promise<EventRow[]> {
  const older = before === undefined ? sql`` : sql`and seq < ${before}`
  const each = ids.map(
    (id) => sql`select * from (select seq, type, conversation_id, actor, data, at from event
      where org_id = ${org} and contact_id = ${id} ${older} order by seq desc limit ${limit}) as one`,
  )
  const found =
    await sql<EventRow>`${sql.join(each, sql` union all `)} order by seq desc limit ${limit}`.execute(db)
  return found.rows
}
