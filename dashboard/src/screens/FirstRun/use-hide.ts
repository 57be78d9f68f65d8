import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { GettingStartedBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { hideGettingStarted } from '../../api/getting-started.ts'
import { asProblem } from '../../api/problem.ts'
import { showToast } from '../../ui/toast.ts'
import { GETTING_STARTED } from './use-getting-started.ts'

/** Puts the checklist away at once, and brings it back should the server not hear of it, or somebody undo it. */
export function useHide(): { hide(): void; show(): void } {
  const { t } = useTranslation('first-run')
  const queries = useQueryClient()

  async function set(hidden: boolean): Promise<void> {
    const before = queries.getQueryData<GettingStartedBody>(GETTING_STARTED)
    if (before) queries.setQueryData(GETTING_STARTED, { ...before, hidden })
    try {
      queries.setQueryData(GETTING_STARTED, await hideGettingStarted(hidden))
    } catch (error) {
      queries.setQueryData(GETTING_STARTED, before)
      showToast({ text: t('not-saved', { why: asProblem(error).message }), tone: 'failed' })
    }
  }

  const show = () => void set(false)
  return {
    hide() {
      void set(true)
      showToast({ text: t('hidden'), undo: show })
    },
    show,
  }
}
