// What a visitor may see of a conversation: what was said, never what teammates note.
import type { Queryable } from '../../../db/schema.ts'
import { statement } from '../../../db/statement.ts'
import type { OrgId, Time } from '../../ids.ts'
import type { VisitorRow } from '../queries.ts'

type Page = { after: number; upTo: number; limit: number }

const columns = [
  'message.id',
  'message.seq',
  'message.direction',
  'message.author_name',
  'message.body',
  'message.source_specific_id',
  'message.metadata',
  'message.created_at',
] as const

const plainPage = statement((db, p: Page & { org: OrgId; conversation: string }) =>
  pageOf(db, p.org, p.conversation, p),
)

function pageOf(db: Queryable, org: OrgId, conversation: string, { after, upTo, limit }: Page) {
  return db
    .selectFrom('message')
    .select(columns)
    .where('message.org_id', '=', org)
    .where('message.conversation_id', '=', conversation)
    .where('message.seq', '>', after)
    .where('message.seq', '<=', upTo)
    .where('message.kind', '=', 'message')
    .orderBy('message.seq')
    .limit(limit)
}

export type SaidRow = Awaited<ReturnType<typeof plainPage.all>>[number]

/**
 * Messages of the visitor's conversation with a seq above `after`, oldest first. Of one that was merged they see what was
 * said in theirs and what was said since: whoever else wrote in the other wrote to the team, and not to them.
 */
export async function listSaid(
  db: Queryable,
  org: OrgId,
  { conversation_id, living_id, merged }: VisitorRow,
  page: Page,
): Promise<SaidRow[]> {
  if (!merged) return await plainPage.all(db, { org, conversation: living_id, ...page })
  const steps = await wayOf(db, org, conversation_id)
  const places = [conversation_id, ...steps.map(({ into_id }) => into_id)]
  return await pageOf(db, org, living_id, page)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('merged_message as was')
            .select('was.message_id')
            .where('was.org_id', '=', org)
            .whereRef('was.message_id', '=', 'message.id')
            .where((eb) =>
              eb.or([
                eb('was.conversation_id', 'not in', places),
                // By this very merge theirs came in: what stood in the other one before is not theirs.
                ...steps.map(({ id, from_id }) =>
                  eb.and([eb('was.merge_id', '=', id), eb('was.conversation_id', '<>', from_id)]),
                ),
              ]),
            ),
        ),
      ),
    )
    .execute()
}

const LONGEST_WAY = 50

/** From where the conversation was opened to where it is now, merge by merge. */
async function wayOf(db: Queryable, org: OrgId, opened: string) {
  const steps: { id: string; from_id: string; into_id: string }[] = []
  let at = opened
  while (steps.length < LONGEST_WAY) {
    const step = await db
      .selectFrom('conversation_merge')
      .select(['id', 'from_id', 'into_id'])
      .where('org_id', '=', org)
      .where('from_id', '=', at)
      .where('undone_at', 'is', null)
      .executeTakeFirst()
    if (!step) break
    steps.push(step)
    at = step.into_id
  }
  return steps
}

const firstFrom = statement((db, p: { org: OrgId; conversation: string; seq: number }) =>
  db
    .selectFrom('message')
    .select(['seq', 'created_at'])
    .where('org_id', '=', p.org)
    .where('conversation_id', '=', p.conversation)
    .where('seq', '>=', p.seq)
    .orderBy('seq')
    .limit(1),
)

/**
 * The highest seq up to which nothing is later than `since`. Times rise with seqs (`timeAfter`, and merging sorts by
 * time), so halving finds it: twenty looks among a million messages, and nearly every poll needs the first alone.
 */
export async function seqAt(
  db: Queryable,
  org: OrgId,
  conversation: string,
  { since, newest }: { since: Time; newest: number },
): Promise<number> {
  let [low, high] = [0, newest + 1]
  let probe = newest
  while (low + 1 < high) {
    const row = await firstFrom.first(db, { org, conversation, seq: probe })
    if (!row || row.created_at > since) high = probe
    else low = row.seq
    probe = Math.floor((low + high) / 2)
  }
  return low
}

/** The file and the message it came with, for a look at whether the visitor may see that one. */
export async function findSaidFile(db: Queryable, org: OrgId, number: number) {
  return await db
    .selectFrom('attachment')
    .innerJoin('message', (join) =>
      join
        .onRef('message.org_id', '=', 'attachment.org_id')
        .onRef('message.id', '=', 'attachment.message_id'),
    )
    .select([
      'message.seq',
      'message.conversation_id',
      'attachment.sha256',
      'attachment.byte_size',
      'attachment.content_type',
      'attachment.filename',
    ])
    .where('attachment.org_id', '=', org)
    .where('attachment.number', '=', number)
    .executeTakeFirst()
}
