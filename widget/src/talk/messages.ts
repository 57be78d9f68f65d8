// What was said, as the server has it. Whatever comes twice, late or out of order, the list is the same.
import type { Message } from '../wire/shapes.ts'

/** In the order of `seq`, each once. The same list comes back when it knew them all. */
export function withMessages(known: readonly Message[], more: readonly Message[]): readonly Message[] {
  const ids = new Set(known.map(({ id }) => id))
  const fresh = more.filter(({ id }) => !ids.has(id) && ids.add(id))
  if (fresh.length === 0) return known
  const last = known.at(-1)?.seq ?? Number.NEGATIVE_INFINITY
  const all = [...known, ...fresh]
  return fresh.every(({ seq }, place) => seq > (fresh[place - 1]?.seq ?? last))
    ? all
    : all.sort((a, b) => a.seq - b.seq)
}

/** Answers that came after `read`, the place the visitor has seen everything up to. */
export function unreadOf(messages: readonly Message[], read: number): number {
  return messages.filter(({ inbound, seq }) => !inbound && seq > read).length
}

export function lettersIn(messages: readonly Message[]): Set<string> {
  return new Set(messages.flatMap(({ letter }) => letter ?? []))
}
