import { useEffect } from 'react'
import type { ConversationBody, ConversationStatus } from '../../../../server/src/surfaces/manage/wire.ts'
import { views } from './views.ts'

export function useTitle(
  view: ConversationStatus,
  conversation: ConversationBody | null,
  unread: number,
): void {
  const count = unread > 0 ? `(${unread}) ` : ''
  const title = `${count}${conversation?.title ?? views[view].label} · Parley`
  useEffect(() => {
    document.title = title
  }, [title])
}
