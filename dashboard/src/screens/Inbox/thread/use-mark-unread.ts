import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { markRead } from '../../../api/conversations.ts'
import { asProblem } from '../../../api/problem.ts'
import { showToast } from '../../../ui/toast.ts'
import type { ThreadState } from './use-thread.ts'

/** Makes the contact's last message unread again, and keeps it so until the thread is opened anew. */
export function useMarkUnread(
  { conversation, messages }: ThreadState,
  onUnread: () => void,
): { keptUnread: boolean; markUnread(): void } {
  const { t } = useTranslation('thread')
  const [keptUnread, setKept] = useState(false)
  const id = conversation?.id
  const last = messages.findLast(({ direction, kind }) => direction === 'inbound' && kind === 'message')?.seq

  const markUnread = useCallback(() => {
    if (id === undefined || last === undefined) return
    setKept(true)
    onUnread()
    markRead(id, last - 1).then(
      () => showToast({ text: t('unread.done') }),
      (error: unknown) => {
        setKept(false)
        showToast({
          tone: 'failed',
          text: t('putBack', { what: t('unread.failed'), why: asProblem(error).message }),
        })
      },
    )
  }, [id, last, onUnread, t])
  return { keptUnread, markUnread }
}
