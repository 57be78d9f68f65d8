import type {
  ConversationBody,
  ConversationStatus,
  MergedBody,
  Priority,
  UnmergedBody,
} from '../../../server/src/surfaces/manage/wire.ts'
import { request } from './request.ts'

const path = (id: string) => `/api/manage/conversations/${encodeURIComponent(id)}`

/** What is not named stays; `tags` are the whole list. */
export type Wanted = {
  status?: ConversationStatus
  snoozed_until?: string
  assignee_id?: string | null
  priority?: Priority | null
  tags?: string[]
}

export function changeConversation(id: string, wanted: Wanted): Promise<ConversationBody> {
  return request(path(id), { method: 'PATCH', body: wanted })
}

/** To the bot or assistant that it was taken from. */
export function handBack(id: string): Promise<ConversationBody> {
  return request(`${path(id)}/hand-back`, { method: 'POST' })
}

/** Whom it can be given back to; null while they have it, and where it was never theirs. */
export function handedFrom({ owner, handed_from }: ConversationBody): ConversationBody['handed_from'] {
  return owner.kind === 'people' ? handed_from : null
}

/** All of `from` moves into the conversation; its id leads there from then on. */
export function mergeConversations(id: string, from: string): Promise<MergedBody> {
  return request(`${path(id)}/merge`, { method: 'POST', body: { from } })
}

/** By the id of the merge, or of what was merged. */
export function undoMerge(id: string, merge: string): Promise<UnmergedBody> {
  return request(`${path(id)}/merges/${encodeURIComponent(merge)}/undo`, { method: 'POST' })
}

export const transcriptPath = (id: string, notes: boolean) => `${path(id)}/transcript?notes=${notes}`
