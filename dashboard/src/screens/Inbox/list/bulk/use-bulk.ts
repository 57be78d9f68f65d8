import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { type Counts, changeConversations } from '../../../../api/conversations.ts'
import { asProblem } from '../../../../api/problem.ts'
import { problemWords } from '../../../../api/problem-words.ts'
import { showToast } from '../../../../ui/toast.ts'
import { countsAfter } from '../../views/counts.ts'
import { COUNTS } from '../../views/use-counts.ts'
import { type BulkChange, isUndoable, previewOf, type Step, stepsOf, wayBack } from './bulk-plan.ts'

type Outcome = { done: Step[]; refused: ConversationBody[]; why: string }

/**
 * Changes many at once: seen at once, put back where the server refuses, and undone by a toast.
 * @param put how the lists hear of it. @param me whose counts they are.
 */
export function useBulk(
  put: (rows: readonly ConversationBody[]) => void,
  me: string,
): (rows: readonly ConversationBody[], change: BulkChange) => Promise<void> {
  const { t } = useTranslation('list')
  const queries = useQueryClient()

  function show(before: readonly ConversationBody[], after: readonly ConversationBody[]): void {
    put(after)
    queries.setQueryData<Counts>(COUNTS, (counts) => counts && countsAfter(counts, before, after, me))
  }

  async function ask(steps: readonly Step[]): Promise<Outcome> {
    const outcome: Outcome = { done: [], refused: [], why: '' }
    for (const { change, rows } of steps) {
      try {
        const { updated, failed } = await changeConversations(
          rows.map(({ id }) => id),
          change,
        )
        put(updated)
        const refused = new Set(failed.map(({ id }) => id))
        outcome.done.push({ change, rows: rows.filter(({ id }) => !refused.has(id)) })
        outcome.refused.push(...rows.filter(({ id }) => refused.has(id)))
        outcome.why ||= failed[0] ? problemWords(failed[0]) : ''
      } catch (error) {
        outcome.refused.push(...rows)
        outcome.why ||= asProblem(error).message
      }
    }
    return outcome
  }

  async function run(rows: readonly ConversationBody[], change: BulkChange): Promise<void> {
    const steps = stepsOf(rows, change)
    if (steps.length === 0) return showToast({ text: t('bulk.nothing') })
    const before = steps.flatMap((step) => step.rows)
    const after = steps.flatMap((step) => seen(step, change))
    show(before, after)
    const work = ask(steps)
    // The way back is there as soon as the change is seen; it waits for what it undoes.
    tell(change, steps, [], '', work)
    const { done, refused, why } = await work
    if (refused.length > 0) {
      const wrong = new Map(after.map((row) => [row.id, row]))
      show(
        refused.flatMap(({ id }) => wrong.get(id) ?? []),
        refused,
      )
      tell(change, done, refused, why, work)
    }
    void queries.invalidateQueries({ queryKey: COUNTS })
  }

  function tell(
    change: BulkChange,
    done: readonly Step[],
    refused: readonly ConversationBody[],
    why: string,
    work: Promise<Outcome>,
  ): void {
    const count = done.reduce((sum, { rows }) => sum + rows.length, 0)
    const sentences = [
      ...(count > 0 ? [t(`bulk.${change.said}`, { count, what: change.what })] : []),
      ...(refused.length > 0 ? [t('bulk.failed', { count: refused.length, why })] : []),
    ]
    const offer = count > 0 && change.said !== 'undone' && isUndoable(done)
    async function undo(): Promise<void> {
      const { done: steps } = await work
      await run(
        steps.flatMap((step) => seen(step, change)),
        undoing(steps),
      )
    }
    showToast({
      text: sentences.join('. '),
      tone: refused.length > 0 ? 'failed' : 'done',
      ...(offer && { undo: () => void undo() }),
    })
  }

  return run
}

/** The rows of a step as they are once it is done. */
function seen({ change, rows }: Step, { assignee }: BulkChange): ConversationBody[] {
  return rows.map((row) => previewOf(row, change, assignee?.(row)))
}

function undoing(done: readonly Step[]): BulkChange {
  const before = new Map(done.flatMap((step) => step.rows.map((row) => [row.id, { row, step }] as const)))
  return {
    said: 'undone',
    of({ id }) {
      const was = before.get(id)
      return was ? wayBack(was.row, was.step.change, Date.now()) : null
    },
    assignee: ({ id }) => before.get(id)?.row.assignee ?? null,
  }
}
