import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MacroBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { changeMacro, createMacro } from '../../../api/macros.ts'
import { asProblem, type Problem } from '../../../api/problem.ts'
import type { Wrong } from '../parts/use-form.ts'
import type { ActionDraft } from './actions.ts'
import { changeOf, complaintsOf, type Draft, differs, fieldsOf } from './draft.ts'
import { keepDraft, keptDraft } from './kept-drafts.ts'

type FormParts = {
  /** Null: a new one. */
  macro: MacroBody | null
  /** What it begins with. */
  begin: Draft
  /** Under which what is written outlives the page; null for a copy, which begins anew. */
  keptAs: string | null
  /** `made`: there is one more now. */
  onSaved(macro: MacroBody, made: boolean): void
}

/** What is written of a macro, what is wrong with it by field, and the way to the server. */
export function useMacroForm({ macro, begin, keptAs, onSaved }: FormParts) {
  const { t } = useTranslation('settings')
  // As it was when this opened: what others change meanwhile does not move under a hand.
  const [before] = useState(() => (keptAs === null ? undefined : keptDraft(keptAs)))
  const [initial] = useState(before?.initial ?? begin)
  const [draft, setDraft] = useState(before?.draft ?? begin)
  const [wrong, setWrong] = useState<Wrong>({})
  const [refusals, setRefusals] = useState(0)
  const [busy, setBusy] = useState(false)
  // Somebody deleted it meanwhile: what is written here can still be made anew.
  const [gone, setGone] = useState(false)
  const dirty = differs(initial, draft)

  // Leaving the screen by the back button asks nobody.
  useEffect(() => {
    if (keptAs !== null) keepDraft(keptAs, dirty ? { initial, draft } : undefined)
  }, [keptAs, dirty, initial, draft])

  // Leaving the page would lose it.
  useEffect(() => {
    if (!dirty) return
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [dirty])

  /** A complaint goes once its field is written in. */
  function change(part: Partial<Draft>): void {
    setDraft((before) => ({ ...before, ...part }))
    setWrong((before) =>
      Object.fromEntries(
        // `actions.2` is about the third of `actions`.
        Object.entries(before).filter(([field]) => !(field.replace(/\..*/, '') in part)),
      ),
    )
  }

  function discard(): void {
    if (keptAs !== null) keepDraft(keptAs, undefined)
  }

  async function submit(): Promise<void> {
    if (busy) return
    const found = complaintsOf(draft)
    setWrong(
      Object.fromEntries(
        found.map(({ field, word, values = {} }) => [field, t(`macros.wrong.${word}`, values)]),
      ),
    )
    if (found.length > 0) return setRefusals(refusals + 1)
    setBusy(true)
    try {
      const made = macro === null || gone
      const saved = made
        ? await createMacro(fieldsOf(draft))
        : await changeMacro(macro.id, changeOf(initial, draft))
      discard()
      return onSaved(saved, made)
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status === 404) setGone(true)
      setWrong(explained(problem, draft.actions))
      setRefusals(refusals + 1)
    }
    setBusy(false)
  }

  function explained(problem: Problem, actions: readonly ActionDraft[]): Wrong {
    const { code, status } = problem
    if (status === 404) return { form: t('macros.wrong.gone') }
    if (code === 'forbidden') return { shared: t('macros.wrong.forbidden') }
    if (code === 'conflict')
      return problem.field === 'shortcut'
        ? { shortcut: t('macros.wrong.taken') }
        : { form: t('macros.wrong.full') }
    const [, place] = /^actions\.(\d+)/.exec(problem.field ?? '') ?? []
    if (place === undefined) return { [problem.field ?? 'form']: problem.message }
    const words = actions[Number(place)]?.type === 'assignee' ? t('macros.wrong.assignee') : problem.message
    return { [`actions.${place}`]: words }
  }

  return { draft, change, discard, wrong, refusals, busy, gone, dirty, submit }
}
