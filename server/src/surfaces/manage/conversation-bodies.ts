import { listSeen } from '../../core/chat/queries.ts'
import { listLastSaid } from '../../core/conversations/last-said/queries.ts'
import { countUnread } from '../../core/conversations/mentions/queries.ts'
import { type ConversationRow, listMergedIds, listTags } from '../../core/conversations/queries.ts'
import type { Core } from '../../core/core.ts'
import type { OrgId } from '../../core/ids.ts'
import { conversationBody } from './present.ts'
import type { ConversationBody } from './wire.ts'

/** Rows as they are published to a teammate, with their tags, mentions, last words and the ids that lead to them. */
export async function conversationBodies(
  db: Core['read'],
  org: OrgId,
  teammate: string,
  rows: ConversationRow[],
): Promise<ConversationBody[]> {
  const ids = rows.map((row) => row.id)
  const tags = Map.groupBy(await listTags(db, org, ids), (row) => row.conversation_id)
  const merged = Map.groupBy(await listMergedIds(db, org, ids), (row) => row.merged_into)
  const unreadMentions = await countUnread(db, org, teammate, ids)
  const said = new Map((await listLastSaid(db, org, teammate, ids)).map((row) => [row.conversation_id, row]))
  const chats = rows.filter((row) => row.channel_kind === 'chat').map((row) => row.id)
  const seen = new Map((await listSeen(db, org, chats)).map((row) => [row.conversation_id, row.seen_seq]))
  return rows.map((row) =>
    conversationBody(row, {
      tags: (tags.get(row.id) ?? []).map(({ tag }) => tag),
      merged_ids: (merged.get(row.id) ?? []).map(({ id }) => id),
      unread_mentions: unreadMentions.get(row.id) ?? 0,
      said: said.get(row.id),
      seen_seq: seen.get(row.id) ?? 0,
    }),
  )
}
