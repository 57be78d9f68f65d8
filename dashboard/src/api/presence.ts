import { requestNothing } from './request.ts'

export type DraftKind = 'reply' | 'note'

export type Doing = {
  status: 'online' | 'away'
  conversation_id: string | null
  typing: boolean
  /** What is typed: a visitor hears of replies alone. */
  draft_kind: DraftKind | null
  draft_length: number | null
}

/** Good for 45 seconds. */
export function sayPresence(doing: Doing): Promise<void> {
  return requestNothing('/api/manage/presence', { method: 'PUT', body: doing })
}
