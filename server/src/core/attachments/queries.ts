import type { LinkAccepts, Queryable, Schema, Tx } from '../../db/schema.ts'
import { statement } from '../../db/statement.ts'
import type { OrgId, Time } from '../ids.ts'
import { bumpCounter } from '../spine/queries.ts'

export type { LinkAccepts } from '../../db/schema.ts'

export type AttachmentRow = Schema['attachment']

/** What a message brings along: bytes already kept as a blob, or a link to fetch them from later. */
export type AttachmentDraft =
  | {
      state: 'stored'
      sha256: string
      byte_size: number
      filename: string
      content_type: string
      width: number | null
      height: number | null
    }
  | { state: 'link'; url: string; filename: string; accepts: LinkAccepts }

type At = { conversationId: string; messageId: string; id: () => string; now: Time }

/** Numbers are taken after the ticket's and before the events', as every verb does: no deadlocks. */
export async function insertAttachments(
  tx: Tx,
  org: OrgId,
  { conversationId, messageId, id, now }: At,
  drafts: readonly AttachmentDraft[],
): Promise<void> {
  if (drafts.length === 0) return
  const first = (await bumpCounter(tx, org, 'attachment', drafts.length)) - drafts.length + 1
  const none = { sha256: null, url: null, accepts: null, width: null, height: null }
  await tx
    .insertInto('attachment')
    .values(
      drafts.map((draft, place) => ({
        ...none,
        content_type: 'application/octet-stream',
        byte_size: 0,
        ...draft,
        org_id: org,
        id: id(),
        number: first + place,
        conversation_id: conversationId,
        message_id: messageId,
        thumbnail_sha256: null,
        failure: null,
        created_at: now,
      })),
    )
    .execute()
}

/** Of a page of messages, in the order they were attached. */
export async function listAttachments(db: Queryable, org: OrgId, messages: readonly string[]) {
  if (messages.length === 0) return []
  return await db
    .selectFrom('attachment')
    .selectAll()
    .where('org_id', '=', org)
    .where('message_id', 'in', messages)
    .orderBy('number')
    .execute()
}

const byNumber = statement((db, p: { org: OrgId; number: number }) =>
  db.selectFrom('attachment').selectAll().where('org_id', '=', p.org).where('number', '=', p.number),
)

/** By the number surfaces publish. */
export async function findAttachment(db: Queryable, org: OrgId, number: number) {
  return await byNumber.first(db, { org, number })
}

/**
 * True while anything of any organisation points at these bytes. One statement: between two, an upload could become an
 * attachment and be in neither.
 */
export async function isBlobInUse(db: Queryable, sha256: string): Promise<boolean> {
  const found = await db
    .selectFrom('attachment')
    .select('id')
    .where((eb) => eb.or([eb('sha256', '=', sha256), eb('thumbnail_sha256', '=', sha256)]))
    .unionAll((eb) => eb.selectFrom('upload').select('id').where('sha256', '=', sha256))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/**
 * The digests anything of any organisation points at, a page in their order; begin with the empty text. Databases of
 * versions before have no `uploads`.
 */
export async function blobsInUseAfter(
  db: Queryable,
  after: string,
  { limit, uploads }: { limit: number; uploads: boolean },
): Promise<string[]> {
  const attached = db
    .selectFrom('attachment')
    .select((eb) => eb.ref('sha256').$notNull().as('blob'))
    .where('sha256', '>', after)
    .union((eb) =>
      eb
        .selectFrom('attachment')
        .select((of) => of.ref('thumbnail_sha256').$notNull().as('blob'))
        .where('thumbnail_sha256', '>', after),
    )
  const all = uploads
    ? attached.union((eb) => eb.selectFrom('upload').select('sha256 as blob').where('sha256', '>', after))
    : attached
  const rows = await all.orderBy('blob').limit(limit).execute()
  return rows.map((row) => row.blob)
}

type Fetched = Pick<AttachmentRow, 'sha256' | 'byte_size' | 'content_type' | 'filename' | 'width' | 'height'>

/** Turns a link into a stored file; undefined when it is none any more. */
export async function storeFetched(tx: Tx, org: OrgId, number: number, fetched: Fetched) {
  return await tx
    .updateTable('attachment')
    .set({ state: 'stored', ...fetched })
    .where('org_id', '=', org)
    .where('number', '=', number)
    .where('state', '=', 'link')
    .returningAll()
    .executeTakeFirst()
}

export async function markUnfetched(tx: Tx, org: OrgId, number: number, failure: string) {
  return await tx
    .updateTable('attachment')
    .set({ state: 'unfetched', failure })
    .where('org_id', '=', org)
    .where('number', '=', number)
    .where('state', '=', 'link')
    .returningAll()
    .executeTakeFirst()
}

export async function setThumbnail(tx: Tx, org: OrgId, number: number, sha256: string | null): Promise<void> {
  await tx
    .updateTable('attachment')
    .set(sha256 === null ? { width: null, height: null } : { thumbnail_sha256: sha256 })
    .where('org_id', '=', org)
    .where('number', '=', number)
    .execute()
}
