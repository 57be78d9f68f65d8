// What a change of a company or contact changed, as its event carries it.

type From = { from: unknown; to: unknown }
type Listed = { added: string[]; removed: string[] }

/** Only what is different now; tags and source ids by what came and went. */
export type ProfileChanges = { [field: string]: From | Listed }

type Lists = Record<'tags' | 'source_specific_ids', readonly [added: string[], removed: string[]]>

export function changesOf<P extends object>(before: P, after: P, lists: Lists): ProfileChanges {
  const changes: ProfileChanges = {}
  for (const field of Object.keys(after) as (keyof P & string)[])
    if (after[field] !== before[field])
      changes[field] = { from: shown(field, before[field]), to: shown(field, after[field]) }
  for (const [field, [gained, lost]] of Object.entries(lists)) {
    // What was taken away and given again in one breath never went.
    const added = gained.filter((value) => !lost.includes(value))
    const removed = lost.filter((value) => !gained.includes(value))
    if (added.length + removed.length > 0) changes[field] = { added, removed }
  }
  return changes
}

/** Phones are kept as JSON of a list. */
function shown(field: string, value: unknown): unknown {
  return field === 'phones' && typeof value === 'string' ? JSON.parse(value) : value
}
