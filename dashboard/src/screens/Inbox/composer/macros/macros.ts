import { Problem } from '../../../../api/problem.ts'
import { readWhole } from '../../../../api/read-whole.ts'
import type { FollowUp } from '../outbox/outgoing.ts'

export type Macro = {
  id: string
  name: string
  shortcut: string | null
  /** Markdown with blanks, see `variables.ts`. */
  body: string
  actions: FollowUp[]
}

/** Null where the server knows no macros. */
export async function readMacros(signal: AbortSignal): Promise<Macro[] | null> {
  try {
    return await readWhole<Macro>('/macros', signal)
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null
    throw error
  }
}

/** What one types is first of all a shortcut, then the beginning of a name, then anything in it. */
export function findMacros(macros: readonly Macro[], query: string, most: number): Macro[] {
  const wanted = query.toLowerCase()
  const ranked = macros.flatMap((macro): [number, Macro][] => {
    const rank = rankOf(macro, wanted)
    return rank === null ? [] : [[rank, macro]]
  })
  return ranked
    .sort(([a, { name: first }], [b, { name: second }]) => a - b || first.localeCompare(second))
    .slice(0, most)
    .map(([, macro]) => macro)
}

function rankOf({ name, shortcut, body }: Macro, wanted: string): number | null {
  const [code, title] = [shortcut?.toLowerCase() ?? '', name.toLowerCase()]
  if (wanted !== '' && code === wanted) return 0
  if (wanted !== '' && code.startsWith(wanted)) return 1
  if (title.startsWith(wanted)) return 2
  if (` ${title}`.includes(` ${wanted}`) || title.includes(wanted)) return 3
  return body.toLowerCase().includes(wanted) ? 4 : null
}
