import type { Letter } from '../outbox/letter.ts'
import type { LineState } from '../wire/line.ts'

export type Hindrance = { is: 'offline' | 'limited'; until: number }

/** What keeps messages from coming or going, in the order of what there is to say about it. */
export function hindrance(letters: readonly Letter[], line: LineState | null): Hindrance | null {
  let limited = 0
  let unreachable = 0
  for (const { state } of letters) {
    if (state.phase !== 'pending' || state.why === null) continue
    if (state.why === 'limited') limited = Math.max(limited, state.notBefore)
    else unreachable = unreachable === 0 ? state.notBefore : Math.min(unreachable, state.notBefore)
  }
  if (limited > 0) return { is: 'limited', until: limited }
  if (line?.phase === 'down') return { is: 'offline', until: line.until }
  return unreachable > 0 ? { is: 'offline', until: unreachable } : null
}
