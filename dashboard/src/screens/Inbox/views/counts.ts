import type { ConversationBody, StatusCounts } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Counts } from '../../../api/conversations.ts'
import type { BuiltInName } from './built-in.ts'

/** How many a view of ours holds; undefined where that is not known. */
export function countOf(view: BuiltInName, counts: Counts | undefined): number | undefined {
  if (counts === undefined || view === 'search') return undefined
  if (view === 'mine' || view === 'unassigned') return counts[view].open
  return counts[view]
}

/** What the counts are once conversations are as they are in `after`, so that they move together with the rows. */
export function countsAfter(
  counts: Counts,
  before: readonly ConversationBody[],
  after: readonly ConversationBody[],
  me: string,
): Counts {
  const next: Counts = { ...counts, mine: { ...counts.mine }, unassigned: { ...counts.unassigned } }
  const add = ({ status, assignee }: ConversationBody, by: 1 | -1): void => {
    const moved: StatusCounts[] = [next]
    if (assignee === null) moved.push(next.unassigned)
    if (assignee?.id === me) moved.push(next.mine)
    for (const of of moved) of[status] += by
  }
  for (const conversation of before) add(conversation, -1)
  for (const conversation of after) add(conversation, 1)
  return next
}
