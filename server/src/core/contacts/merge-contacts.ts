import { type MergeArgs, type Merged, mergeProfiles } from '../profiles/merge/merge-profiles.ts'
import { type UndoMergeArgs, undoMerge } from '../profiles/merge/undo-merge.ts'
import type { Verb } from '../verb.ts'

/** As {@link mergeProfiles}. */
export const mergeContacts: Verb<MergeArgs, Merged> = (tx, args, stamp) =>
  mergeProfiles(tx, 'contact', args, stamp)

/** As {@link undoMerge}. */
export const unmergeContacts: Verb<UndoMergeArgs, Merged> = (tx, args, stamp) =>
  undoMerge(tx, 'contact', args, stamp)
