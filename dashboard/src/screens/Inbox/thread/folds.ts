import type { Turn } from './turns.ts'

/** A message, or what was done between two of them: one line that opens. */
export type Entry = { kind: 'turn'; turn: Turn } | { kind: 'fold'; turns: Turn[] }

/** Changes that follow each other on one day are one entry; a divider keeps its place between two. */
export function entriesOf(turns: readonly Turn[]): Entry[] {
  const entries: Entry[] = []
  for (const turn of turns) {
    const before = entries.at(-1)
    if (turn.message.kind !== 'event') entries.push({ kind: 'turn', turn })
    else if (before?.kind === 'fold' && !turn.newDay && !turn.firstUnseen) before.turns.push(turn)
    else entries.push({ kind: 'fold', turns: [turn] })
  }
  return entries
}
