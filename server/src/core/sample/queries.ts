import type { Queryable, Schema, Tx } from '../../db/schema.ts'
import type { OrgId } from '../ids.ts'

export type SampleRow = Schema['sample']
export type SampleNoun = Schema['sample_item']['noun']

export async function findSample(db: Queryable, org: OrgId): Promise<SampleRow | undefined> {
  return await db.selectFrom('sample').selectAll().where('org_id', '=', org).executeTakeFirst()
}

/** Held until the commit; undefined when there is none. */
export async function holdSample(tx: Tx, org: OrgId): Promise<SampleRow | undefined> {
  return await tx
    .updateTable('sample')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('org_id', '=', org)
    .returningAll()
    .executeTakeFirst()
}

/** False when there is one already. */
export async function insertSample(tx: Tx, org: OrgId, row: Omit<SampleRow, 'org_id'>): Promise<boolean> {
  const made = await tx
    .insertInto('sample')
    .values({ org_id: org, ...row })
    .onConflict((oc) => oc.doNothing())
    .returning('state')
    .executeTakeFirst()
  return made !== undefined
}

type Progress = Pick<SampleRow, 'state' | 'done' | 'total'>

export async function saveSample(tx: Tx, org: OrgId, progress: Progress): Promise<void> {
  await tx.updateTable('sample').set(progress).where('org_id', '=', org).execute()
}

export async function deleteSample(tx: Tx, org: OrgId): Promise<void> {
  await tx.deleteFrom('sample').where('org_id', '=', org).execute()
}

export async function markAsSample(tx: Tx, org: OrgId, noun: SampleNoun, id: string): Promise<void> {
  await tx
    .insertInto('sample_item')
    .values({ org_id: org, noun, id })
    .onConflict((oc) => oc.doNothing())
    .execute()
}

export async function unmark(tx: Tx, org: OrgId, noun: SampleNoun, id: string): Promise<void> {
  await tx
    .deleteFrom('sample_item')
    .where('org_id', '=', org)
    .where('noun', '=', noun)
    .where('id', '=', id)
    .execute()
}

export async function countSampleItems(tx: Tx, org: OrgId): Promise<number> {
  const { count } = await tx
    .selectFrom('sample_item')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', org)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Conversations first, then the contacts they were with, then whom these belong to. */
export async function nextSampleItems(tx: Tx, org: OrgId, limit: number) {
  return await tx
    .selectFrom('sample_item')
    .select(['noun', 'id'])
    .where('org_id', '=', org)
    .orderBy('noun', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function anyConversation(db: Queryable, org: OrgId): Promise<boolean> {
  const row = await db
    .selectFrom('conversation')
    .select('id')
    .where('org_id', '=', org)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether a merge that still holds ties this conversation to one that is not of the sample. */
export async function isMergedWithReal(tx: Tx, org: OrgId, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('conversation_merge as m')
    .select('m.id')
    .where('m.org_id', '=', org)
    .where('m.undone_at', 'is', null)
    .where((eb) => eb.or([eb('m.from_id', '=', id), eb('m.into_id', '=', id)]))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('conversation as c')
          .select('c.id')
          .whereRef('c.org_id', '=', 'm.org_id')
          .where((or) => or.or([or('c.id', '=', or.ref('m.from_id')), or('c.id', '=', or.ref('m.into_id'))]))
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('sample_item as s')
                  .select('s.id')
                  .whereRef('s.org_id', '=', 'c.org_id')
                  .where('s.noun', '=', 'conversation')
                  .whereRef('s.id', '=', 'c.id'),
              ),
            ),
          ),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Where it is counted; undefined when it is gone. One that was merged away is counted nowhere. */
export async function findCounted(tx: Tx, org: OrgId, id: string) {
  return await tx
    .selectFrom('conversation')
    .select(['assignee_id', 'status', 'merged_into'])
    .where('org_id', '=', org)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The files themselves go with the nightly sweep, unless somebody else has the same. */
export async function deleteAttachments(tx: Tx, org: OrgId, messages: readonly string[]): Promise<void> {
  if (messages.length === 0) return
  await tx.deleteFrom('attachment').where('org_id', '=', org).where('message_id', 'in', messages).execute()
}

/** Once nothing points at it any longer. */
export async function deleteConversation(tx: Tx, org: OrgId, id: string): Promise<void> {
  await tx.deleteFrom('conversation').where('org_id', '=', org).where('id', '=', id).execute()
}

/** Whether somebody has come to need this contact or company: a conversation, a merge, or people of the company. */
export async function isNeeded(
  tx: Tx,
  org: OrgId,
  noun: 'contact' | 'company',
  id: string,
): Promise<boolean> {
  const column = noun === 'contact' ? 'contact_id' : 'company_id'
  const talked = await tx
    .selectFrom('conversation')
    .select('id')
    .where('org_id', '=', org)
    .where(column, '=', id)
    .limit(1)
    .executeTakeFirst()
  if (talked) return true
  const merged = await tx
    .selectFrom('profile_merge')
    .select('id')
    .where('org_id', '=', org)
    .where('undone_at', 'is', null)
    .where((eb) => eb.or([eb('from_id', '=', id), eb('into_id', '=', id)]))
    .limit(1)
    .executeTakeFirst()
  if (merged) return true
  if (noun === 'contact') return false
  const member = await tx
    .selectFrom('contact')
    .select('id')
    .where('org_id', '=', org)
    .where('company_id', '=', id)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return member !== undefined
}
