import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MacroBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { createMacro, deleteMacro } from '../../../api/macros.ts'
import { asProblem } from '../../../api/problem.ts'
import { showToast } from '../../../ui/toast.ts'
import { useOptimistic } from '../parts/use-optimistic.ts'
import { ALL_MACROS, MACROS } from './use-macros.ts'

/** Gone at once, and for as long as the toast is up to be had back. */
export function useDelete(): (macro: MacroBody) => void {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const refresh = () => void queries.invalidateQueries({ queryKey: ALL_MACROS })

  /** The same again, under an id of its own. */
  async function bringBack({ name, shortcut, body, actions, shared }: MacroBody): Promise<void> {
    try {
      await createMacro({ name, shortcut, body, actions, shared })
    } catch (error) {
      const why = asProblem(error).message
      showToast({ text: t('macros.not-back', { name, why }), tone: 'failed' })
    }
    refresh()
  }

  const { mutate } = useOptimistic<MacroBody[], MacroBody>({
    key: MACROS,
    call: async ({ id }) => {
      try {
        await deleteMacro(id)
      } catch (error) {
        // Somebody else was faster: it is gone, as was wanted.
        if (asProblem(error).status !== 404) throw error
      }
    },
    change: (macros, { id }) => macros.filter((one) => one.id !== id),
    failed: ({ name }, problem) => t('keys.not-deleted', { name, why: problem.message }),
    done: (macro) => {
      showToast({ text: t('keys.deleted', { name: macro.name }), undo: () => void bringBack(macro) })
      refresh()
    },
  })
  return mutate
}
