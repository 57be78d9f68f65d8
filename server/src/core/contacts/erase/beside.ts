// What stands beside conversations and messages and goes with them: the one place where another kind of row is added.
import { dropEntries } from '../../../db/full-text.ts'
import type { Tx } from '../../../db/schema.ts'
import { deleteVisitors } from '../../chat/queries.ts'
import { deleteMentions } from '../../conversations/mentions/queries.ts'
import type { OrgId } from '../../ids.ts'
import {
  eraseAttachments,
  eraseDrafts,
  eraseMergedMessages,
  eraseMerges,
  eraseReadMarks,
  eraseTags,
} from './queries.ts'

/** How many of each went; the names stand in the receipt. */
export type Counts = { [what: string]: number }

type Beside = (
  tx: Tx,
  org: OrgId,
  whose: { erasureId: string; conversationId: string; messageIds: readonly string[] },
) => Promise<Counts>

/** Before messages go or are blanked, a few hundred at most. An index of what they say belongs here. */
export const besideMessages: readonly Beside[] = [
  async (tx, org, { erasureId, messageIds }) => ({
    attachments: await eraseAttachments(tx, org, erasureId, messageIds),
  }),
  async (tx, org, { messageIds }) => ({
    search_rows: await dropEntries(tx, org, { messages: messageIds }),
  }),
  async (tx, org, { messageIds }) => {
    await eraseMergedMessages(tx, org, messageIds)
    return {}
  },
  async (tx, org, { messageIds }) => {
    await deleteMentions(tx, org, messageIds)
    return {}
  },
]

/** Once, when a conversation becomes a shell. An index of its title or tags belongs here. */
export const besideConversations: readonly Beside[] = [
  async (tx, org, { conversationId }) => ({ drafts: await eraseDrafts(tx, org, conversationId) }),
  async (tx, org, { conversationId }) => ({ tags: await eraseTags(tx, org, conversationId) }),
  // Of what was written down after its messages had gone.
  async (tx, org, { conversationId }) => ({
    search_rows: await dropEntries(tx, org, { conversation: conversationId }),
  }),
  async (tx, org, { conversationId }) => {
    await eraseMerges(tx, org, conversationId)
    return {}
  },
  async (tx, org, { conversationId }) => {
    await eraseReadMarks(tx, org, conversationId)
    return {}
  },
  // Their tokens open nothing any more.
  async (tx, org, { conversationId }) => {
    await deleteVisitors(tx, org, conversationId)
    return {}
  },
]

/** Everything a receipt names, also what there was none of. */
export const nothingRemoved: Counts = {
  conversations: 0,
  messages: 0,
  attachments: 0,
  files: 0,
  bytes: 0,
  drafts: 0,
  identities: 0,
  tags: 0,
  views: 0,
  search_rows: 0,
  events: 0,
  audit_rows: 0,
  jobs: 0,
  idempotency_keys: 0,
  webhook_logs: 0,
}

export function plus(counts: Counts, more: Counts): Counts {
  const sum = { ...counts }
  for (const [what, number] of Object.entries(more)) sum[what] = (sum[what] ?? 0) + number
  return sum
}
