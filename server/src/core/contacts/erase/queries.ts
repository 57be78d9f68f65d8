// Steps of an erasure: each reads a page by key and changes what of it is about the person, so none holds the writer long.
import type { Queryable, Schema, Tx } from '../../../db/schema.ts'
import type { OrgId } from '../../ids.ts'
import { ERASED } from './redact.ts'

export type ErasureRow = Schema['erasure']

/** Whose id it is and whom it was merged into, whatever became of them; undefined for what never was or is foreign. */
export async function findAnyContact(db: Queryable, org: OrgId, id: string) {
  return await db
    .selectFrom('contact')
    .select(['id', 'merged_into'])
    .where('org_id', '=', org)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** False when this contact's erasure was asked for before. */
export async function insertErasure(
  tx: Tx,
  org: OrgId,
  erasure: Pick<ErasureRow, 'id' | 'contact_id' | 'requested_by' | 'started_at' | 'stage' | 'removed'>,
): Promise<boolean> {
  const row = await tx
    .insertInto('erasure')
    .values({ org_id: org, place: '', ...erasure })
    .onConflict((oc) => oc.columns(['org_id', 'contact_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findErasureOf(db: Queryable, org: OrgId, contact: string) {
  return await db
    .selectFrom('erasure')
    .select('id')
    .where('org_id', '=', org)
    .where('contact_id', '=', contact)
    .executeTakeFirst()
}

export async function findErasure(db: Queryable, org: OrgId, id: string): Promise<ErasureRow | undefined> {
  return await db
    .selectFrom('erasure')
    .selectAll()
    .where('org_id', '=', org)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Held until the commit; undefined when it is finished. */
export async function holdErasure(tx: Tx, org: OrgId, id: string): Promise<ErasureRow | undefined> {
  return await tx
    .updateTable('erasure')
    .set((eb) => ({ stage: eb.ref('stage') }))
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

type Progress = Partial<Pick<ErasureRow, 'stage' | 'place' | 'removed' | 'finished_at' | 'signature'>>

export async function saveErasure(tx: Tx, org: OrgId, id: string, progress: Progress): Promise<void> {
  await tx.updateTable('erasure').set(progress).where('org_id', '=', org).where('id', '=', id).execute()
}

export async function listMergedInto(db: Queryable, org: OrgId, contact: string): Promise<string[]> {
  const rows = await db
    .selectFrom('contact')
    .select('id')
    .where('org_id', '=', org)
    .where('merged_into', '=', contact)
    .execute()
  return rows.map((row) => row.id)
}

/** E-mail addresses they are known or claimed to have, in lower case. */
export async function listAddresses(db: Queryable, org: OrgId, contacts: string[]): Promise<string[]> {
  const known = await db
    .selectFrom('contact')
    .select('email')
    .where('org_id', '=', org)
    .where('id', 'in', contacts)
    .execute()
  const named = await db
    .selectFrom('contact_identity')
    .select('value as email')
    .where('org_id', '=', org)
    .where('contact_id', 'in', contacts)
    .where('kind', 'in', ['email', 'claimed_email'])
    .execute()
  const all = [...known, ...named].flatMap(({ email }) => email?.toLowerCase() ?? [])
  return [...new Set(all.filter((email) => email.includes('@')))]
}

/** Which of these are conversations of the contacts. */
export async function theirConversations(tx: Tx, org: OrgId, contacts: string[], ids: string[]) {
  if (ids.length === 0) return new Set<string>()
  const rows = await tx
    .selectFrom('conversation')
    .select('id')
    .where('org_id', '=', org)
    .where('id', 'in', ids)
    .where('contact_id', 'in', contacts)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Which of these are messages they wrote, or of conversations of theirs. */
export async function theirMessages(tx: Tx, org: OrgId, contacts: string[], ids: string[]) {
  if (ids.length === 0) return new Set<string>()
  const rows = await tx
    .selectFrom('message')
    .innerJoin('conversation as c', (join) =>
      join.onRef('c.org_id', '=', 'message.org_id').onRef('c.id', '=', 'message.conversation_id'),
    )
    .select('message.id')
    .where('message.org_id', '=', org)
    .where('message.id', 'in', ids)
    .where((eb) => eb.or([eb('c.contact_id', 'in', contacts), eb('message.author_id', 'in', contacts)]))
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** The message that brought a file. */
export async function messageOfFile(tx: Tx, org: OrgId, number: number): Promise<string | undefined> {
  const row = await tx
    .selectFrom('attachment')
    .select('message_id')
    .where('org_id', '=', org)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.message_id
}

export async function keysAfter(tx: Tx, org: OrgId, after: { route: string; key: string }, limit: number) {
  return await tx
    .selectFrom('idempotency')
    .select(['route', 'key', 'result'])
    .where('org_id', '=', org)
    .where((eb) => eb(eb.refTuple('route', 'key'), '>', eb.tuple(after.route, after.key)))
    .orderBy('route')
    .orderBy('key')
    .limit(limit)
    .execute()
}

export async function eraseKey(tx: Tx, org: OrgId, { route, key }: { route: string; key: string }) {
  await tx
    .deleteFrom('idempotency')
    .where('org_id', '=', org)
    .where('route', '=', route)
    .where('key', '=', key)
    .execute()
}

/** Of every organisation, for that is how jobs are numbered; the caller takes its own. */
export async function jobsAfter(tx: Tx, org: OrgId, after: string, limit: number) {
  const rows = await tx
    .selectFrom('job')
    .select(['id', 'org_id', 'kind', 'payload'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, own: row.org_id === org }))
}

export async function eraseJob(tx: Tx, org: OrgId, id: string): Promise<void> {
  await tx.deleteFrom('job').where('org_id', '=', org).where('id', '=', id).execute()
}

export async function messagesAfter(tx: Tx, org: OrgId, after: string, limit: number) {
  return await tx
    .selectFrom('message')
    .select(['id', 'conversation_id', 'author_kind', 'author_id'])
    .where('org_id', '=', org)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** They stay in their place in somebody else's conversation, and say nothing. */
export async function blankMessages(tx: Tx, org: OrgId, ids: string[]): Promise<void> {
  await tx
    .updateTable('message')
    .set({ body: ERASED, author_name: null, source_specific_id: null, metadata: '{}' })
    .where('org_id', '=', org)
    .where('id', 'in', ids)
    .execute()
}

/** By id, whoever they are of: no index of conversations has contacts, and nothing of theirs may be missed. */
export async function conversationsAfter(tx: Tx, org: OrgId, after: string, limit: number) {
  return await tx
    .selectFrom('conversation')
    .select(['id', 'contact_id'])
    .where('org_id', '=', org)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function firstMessages(tx: Tx, org: OrgId, conversation: string, limit: number) {
  const rows = await tx
    .selectFrom('message')
    .select('id')
    .where('org_id', '=', org)
    .where('conversation_id', '=', conversation)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export async function eraseMessages(tx: Tx, org: OrgId, ids: string[]): Promise<void> {
  await tx.deleteFrom('message').where('org_id', '=', org).where('id', 'in', ids).execute()
}

/** Number, channel and state stay; nothing of what was said or given. */
export async function blankConversation(tx: Tx, org: OrgId, id: string): Promise<void> {
  await tx
    .updateTable('conversation')
    .set({
      title: ERASED,
      source_specific_id: null,
      company_reference: null,
      additional_properties: '{}',
      inbound_count: 0,
      message_count: 0,
    })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .execute()
}

/** The rows go; what they point at is noted, to follow. */
export async function eraseAttachments(tx: Tx, org: OrgId, erasureId: string, messages: readonly string[]) {
  if (messages.length === 0) return 0
  const gone = await tx
    .deleteFrom('attachment')
    .where('org_id', '=', org)
    .where('message_id', 'in', messages)
    .returning(['sha256', 'thumbnail_sha256', 'byte_size'])
    .execute()
  const files = gone.flatMap(({ sha256, thumbnail_sha256, byte_size }) => [
    ...(sha256 === null ? [] : [{ sha256, bytes: byte_size }]),
    ...(thumbnail_sha256 === null ? [] : [{ sha256: thumbnail_sha256, bytes: 0 }]),
  ])
  if (files.length > 0)
    await tx
      .insertInto('erasure_blob')
      .values(files.map((file) => ({ org_id: org, erasure_id: erasureId, ...file })))
      .onConflict((oc) => oc.doNothing())
      .execute()
  return gone.length
}

export async function eraseDrafts(tx: Tx, org: OrgId, conversation: string): Promise<number> {
  const gone = await tx
    .deleteFrom('draft')
    .where('org_id', '=', org)
    .where('conversation_id', '=', conversation)
    .returning('kind')
    .execute()
  return gone.length
}

export async function eraseTags(tx: Tx, org: OrgId, conversation: string): Promise<number> {
  const gone = await tx
    .deleteFrom('conversation_tag')
    .where('org_id', '=', org)
    .where('conversation_id', '=', conversation)
    .returning('tag')
    .execute()
  return gone.length
}

export async function eraseReadMarks(tx: Tx, org: OrgId, conversation: string): Promise<void> {
  await tx
    .deleteFrom('conversation_read')
    .where('org_id', '=', org)
    .where('conversation_id', '=', conversation)
    .execute()
}

export async function eventsAfter(tx: Tx, org: OrgId, after: number, limit: number) {
  return await tx
    .selectFrom('event')
    .select(['seq', 'type', 'conversation_id', 'contact_id', 'actor', 'data'])
    .where('org_id', '=', org)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
}

export async function saveEvent(tx: Tx, org: OrgId, seq: number, facts: { actor: string; data: string }) {
  await tx.updateTable('event').set(facts).where('org_id', '=', org).where('seq', '=', seq).execute()
}

export async function auditAfter(tx: Tx, org: OrgId, after: string, limit: number) {
  return await tx
    .selectFrom('audit')
    .select(['id', 'subject', 'data'])
    .where('org_id', '=', org)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function saveAudit(tx: Tx, org: OrgId, id: string, data: string): Promise<void> {
  await tx.updateTable('audit').set({ data }).where('org_id', '=', org).where('id', '=', id).execute()
}

/** Files that are to go, in the order of their digests. */
export async function erasedFilesAfter(
  db: Queryable,
  org: OrgId,
  erasureId: string,
  after: string,
  limit: number,
) {
  return await db
    .selectFrom('erasure_blob')
    .select(['sha256', 'bytes'])
    .where('org_id', '=', org)
    .where('erasure_id', '=', erasureId)
    .where('sha256', '>', after)
    .orderBy('sha256')
    .limit(limit)
    .execute()
}

export async function forgetFile(tx: Tx, org: OrgId, erasureId: string, sha256: string) {
  return await tx
    .deleteFrom('erasure_blob')
    .where('org_id', '=', org)
    .where('erasure_id', '=', erasureId)
    .where('sha256', '=', sha256)
    .returning('bytes')
    .executeTakeFirst()
}

/** Where messages stood before their conversation was merged: what is gone has no place to go back to. */
export async function eraseMergedMessages(tx: Tx, org: OrgId, messages: readonly string[]): Promise<void> {
  if (messages.length === 0) return
  await tx
    .deleteFrom('merged_message')
    .where('org_id', '=', org)
    .where('message_id', 'in', messages)
    .execute()
}

/** Merges this conversation was part of cannot be undone any longer; what they wrote down goes. */
export async function eraseMerges(tx: Tx, org: OrgId, conversation: string): Promise<void> {
  const merges = await tx
    .selectFrom('conversation_merge')
    .select('id')
    .where('org_id', '=', org)
    .where((eb) => eb.or([eb('from_id', '=', conversation), eb('into_id', '=', conversation)]))
    .execute()
  if (merges.length === 0) return
  const ids = merges.map(({ id }) => id)
  await tx.deleteFrom('merged_message').where('org_id', '=', org).where('merge_id', 'in', ids).execute()
  await tx.deleteFrom('conversation_merge').where('org_id', '=', org).where('id', 'in', ids).execute()
}

export type Locked = NonNullable<Awaited<ReturnType<typeof lockConversation>>>

/** This very row, whatever it was merged into: what it says of the person goes too. */
export async function lockConversation(tx: Tx, org: OrgId, id: string) {
  return await tx
    .updateTable('conversation')
    .set((eb) => ({ next_seq: eb('next_seq', '+', 1) }))
    .where('org_id', '=', org)
    .where('id', '=', id)
    .returning(['id', 'next_seq', 'number'])
    .executeTakeFirst()
}
