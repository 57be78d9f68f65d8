// What a row of the list says of a conversation before it is opened: who spoke last, what the reader left unsent, and
// whether the newest answer got through.
import { expressionBuilder, sql } from 'kysely'
import type { Queryable, Schema } from '../../../db/schema.ts'
import type { OrgId } from '../../ids.ts'

/** Of a text, so many characters are read: enough for one line, whatever its Markdown takes up. */
const READ = 1_000

/** How far back a conversation is looked through: more notes than that behind the last words, and it is told without them. */
const FARTHEST = 200

/** Of the conversation `c` of the query around it. */
function newestSaid(org: OrgId) {
  const parts = expressionBuilder<Schema & { c: Schema['conversation'] }, 'c'>()
  const latest = parts
    .selectFrom('message as recent')
    .select(['recent.id', 'recent.kind', 'recent.direction', 'recent.delivery'])
    .where('recent.org_id', '=', org)
    .whereRef('recent.conversation_id', '=', 'c.id')
    .orderBy('recent.seq', 'desc')
    .limit(FARTHEST)
  return parts.selectFrom(latest.as('latest')).where('latest.kind', '=', 'message').limit(1)
}

export type LastSaidRow = Awaited<ReturnType<typeof listLastSaid>>[number]

/** Of a page of conversations, in no order; `draft_*` is what `teammate` wrote last and did not send. */
export async function listLastSaid(
  db: Queryable,
  org: OrgId,
  teammate: string,
  conversations: readonly string[],
) {
  if (conversations.length === 0) return []
  const said = newestSaid(org)
  return await db
    .selectFrom('conversation as c')
    .leftJoin('message as m', (join) =>
      join.on('m.org_id', '=', org).on('m.id', '=', said.select('latest.id')),
    )
    .leftJoin('draft as d', (join) =>
      join
        .on('d.org_id', '=', org)
        .on('d.teammate_id', '=', teammate)
        .onRef('d.conversation_id', '=', 'c.id')
        .on('d.kind', '=', (eb) =>
          eb
            .selectFrom('draft as newest')
            .select('newest.kind')
            .where('newest.org_id', '=', org)
            .where('newest.teammate_id', '=', teammate)
            .whereRef('newest.conversation_id', '=', 'c.id')
            .orderBy('newest.updated_at', 'desc')
            .orderBy('newest.kind', 'desc')
            .limit(1),
        ),
    )
    .select((eb) => [
      'c.id as conversation_id',
      'm.id',
      'm.direction',
      'm.author_kind',
      'm.author_id',
      'm.author_name',
      'm.created_at',
      sql<string | null>`substr(m.body, 1, ${READ})`.as('body'),
      eb
        .selectFrom('attachment as file')
        .select('file.filename')
        .where('file.org_id', '=', org)
        .whereRef('file.message_id', '=', 'm.id')
        // As a sum: by the bare number SQLite would walk the index of all numbers there are.
        .orderBy(sql`file.number + 0`)
        .limit(1)
        .as('filename'),
      said.where('latest.direction', '=', 'outbound').select('latest.delivery').as('delivery'),
      'd.kind as draft_kind',
      sql<string | null>`substr(d.body, 1, ${READ})`.as('draft_body'),
    ])
    .where('c.org_id', '=', org)
    .where('c.id', 'in', conversations)
    .execute()
}
