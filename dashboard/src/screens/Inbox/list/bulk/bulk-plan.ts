// What a bulk change asks of the server, what the rows look like meanwhile, and the way back.
import type { ConversationBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import type { ConversationChange } from '../../../../api/conversations.ts'

/** As many as the server takes at once. */
const AT_ONCE = 100

type Named = { id: string; name: string }

export type BulkChange = {
  /** The key of the sentence that says it is done, and what it names. */
  said:
    | 'closed'
    | 'reopened'
    | 'assigned'
    | 'unassigned'
    | 'prioritised'
    | 'tagged'
    | 'untagged'
    | 'snoozed'
    | 'undone'
  what?: string
  /** What is asked of one; null where it is like that already. */
  of(row: ConversationBody): ConversationChange | null
  /** Who a row shows as its assignee until the server has said so. */
  assignee?(row: ConversationBody): Named | null
}

export type Step = { change: ConversationChange; rows: ConversationBody[] }

/** Alike changes together, in steps that the server takes. */
export function stepsOf(rows: readonly ConversationBody[], change: BulkChange): Step[] {
  const alike = new Map<string, Step>()
  for (const row of rows) {
    const asked = change.of(row)
    if (asked === null) continue
    const key = JSON.stringify(asked)
    const step = alike.get(key) ?? { change: asked, rows: [] }
    alike.set(key, step)
    step.rows.push(row)
  }
  return [...alike.values()].flatMap(({ change, rows }) =>
    Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, n) => ({
      change,
      rows: rows.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
    })),
  )
}

/** A row as it will be. */
export function previewOf(
  row: ConversationBody,
  change: ConversationChange,
  assignee: Named | null = row.assignee,
): ConversationBody {
  const { status, snoozed_until, assignee_id, priority, tags } = change
  const snoozed = snoozed_until !== undefined
  return {
    ...row,
    ...(status !== undefined && { status, snoozed_until: null }),
    ...(snoozed && { status: 'snoozed' as const, snoozed_until }),
    ...(assignee_id !== undefined && { assignee: assignee_id === null ? null : assignee }),
    ...(priority !== undefined && { priority }),
    ...(tags !== undefined && { tags: [...tags] }),
  }
}

/** What makes a row, changed by `change`, as it was. */
export function wayBack(was: ConversationBody, change: ConversationChange, now: number): ConversationChange {
  const { status, snoozed_until, assignee, priority, tags } = was
  const back: ConversationChange = {}
  if (change.status !== undefined || change.snoozed_until !== undefined) {
    if (status !== 'snoozed') back.status = status
    // It would have opened by itself meanwhile.
    else if (snoozed_until === null || Date.parse(snoozed_until) <= now) back.status = 'open'
    else back.snoozed_until = snoozed_until
  }
  if (change.assignee_id !== undefined) back.assignee_id = assignee?.id ?? null
  if (change.priority !== undefined) back.priority = priority
  if (change.tags !== undefined) back.tags = tags
  return back
}

/** A bot or assistant that lost a conversation does not get it back by undoing: then there is no undo to offer. */
export function isUndoable(steps: readonly Step[]): boolean {
  return steps.every(
    ({ change, rows }) =>
      change.assignee_id === undefined || rows.every(({ owner }) => owner.kind === 'people'),
  )
}
