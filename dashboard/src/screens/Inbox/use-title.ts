import { useEffect } from 'react'
import type { ConversationBody } from '../../../../server/src/surfaces/manage/wire.ts'

export function useTitle(view: string, conversation: ConversationBody | null, unread: number): void {
  const count = unread > 0 ? `(${unread}) ` : ''
  const title = `${count}${conversation?.title ?? view} · Parley`
  useEffect(() => {
    document.title = title
  }, [title])
}
