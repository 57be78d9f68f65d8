import { pathOf } from './conversations.ts'
import type { Once } from './idempotency.ts'
import { type ManageCalls, part } from './manage-calls.ts'
import type { Draft, Merged, ReadMark, Unmerged } from './wire.ts'

export type ConversationStateApi = {
  /**
   * The caller has seen everything up to that message, and read the mentions in it; a lower one makes messages and
   * mentions unread again.
   */
  markRead(conversationId: string, seq: number, signal?: AbortSignal): Promise<ReadMark>
  /** The caller's unsent texts of a conversation. */
  drafts(conversationId: string, signal?: AbortSignal): AsyncGenerator<Draft, void>
  /** Keeps an unsent text; `baseSeq` is the newest message its writer had seen. */
  saveDraft(
    conversationId: string,
    draft: { kind: 'reply' | 'note'; body: string; baseSeq?: number },
    signal?: AbortSignal,
  ): Promise<void>
  discardDraft(conversationId: string, kind: 'reply' | 'note', signal?: AbortSignal): Promise<void>
  /**
   * Makes one of two: the messages of `from` move into the conversation, and its ids lead there from then on.
   * @throws {ParleyError} `conflict` for conversations that cannot be one.
   */
  mergeConversations(conversationId: string, from: string, once?: Once): Promise<Merged>
  /** Takes one out again, by the `merge_id` or the id it had. Of a second call `not_found`. @throws {ParleyError} */
  undoMerge(conversationId: string, merge: string, signal?: AbortSignal): Promise<Unmerged>
}

export function conversationStateApi({ list, send, tell, create }: ManageCalls): ConversationStateApi {
  return {
    markRead: (id, seq, signal) => send('PUT', `${pathOf(id)}/read`, { json: { seq }, signal }),
    drafts: (id, signal) => list(`${pathOf(id)}/drafts`, signal),
    saveDraft: (id, { kind, body, baseSeq }, signal) =>
      tell('PUT', `${pathOf(id)}/drafts/${kind}`, { json: { body, base_seq: baseSeq }, signal }),
    discardDraft: (id, kind, signal) => tell('DELETE', `${pathOf(id)}/drafts/${kind}`, { signal }),
    mergeConversations: (id, from, once) => create(`${pathOf(id)}/merge`, { from }, once),
    undoMerge: (id, merge, signal) => send('POST', `${pathOf(id)}/merges/${part(merge)}/undo`, { signal }),
  }
}
