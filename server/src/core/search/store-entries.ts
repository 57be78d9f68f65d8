import { type Entry, putEntry } from '../../db/full-text.ts'
import type { OrgId } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { moveProgress, type Progress } from './queries.ts'

export type StoreEntriesArgs = {
  org: OrgId
  entries: Entry[]
  /** What it was before the entries were read. */
  from: Progress
  /** How far the index is then; `from.seq` while one event's messages take several calls. */
  to: number
}

/** Makes messages findable. Result false: another node was faster, or messages were erased, and nothing was written. */
export const storeEntries: Verb<StoreEntriesArgs, boolean> = async (tx, { org, entries, from, to }) => {
  if (!(await moveProgress(tx, org, from, to))) return { result: false }
  for (const entry of entries) await putEntry(tx, org, entry)
  return { result: true }
}
