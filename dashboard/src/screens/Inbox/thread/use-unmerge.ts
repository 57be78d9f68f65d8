import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { undoMerge } from '../../../api/conversation-changes.ts'
import { asProblem } from '../../../api/problem.ts'
import { showToast } from '../../../ui/toast.ts'
import type { ThreadState } from './use-thread.ts'

/** Takes out again what was merged: by the id of the merge, or of what was merged. */
export function useUnmerge(id: string, { edits, refresh }: ThreadState): (merge: string) => void {
  const { t } = useTranslation('thread')
  return useCallback(
    (merge) => {
      undoMerge(id, merge).then(
        ({ conversation, returned }) => {
          edits.take(conversation)
          refresh()
          showToast({ text: t('merge.undone', { title: returned.title }) })
        },
        (error: unknown) =>
          showToast({ tone: 'failed', text: t('merge.notUndone', { why: asProblem(error).message }) }),
      )
    },
    [id, edits, refresh, t],
  )
}
