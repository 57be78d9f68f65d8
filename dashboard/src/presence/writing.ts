// What this tab is writing, told by the composer, for the heartbeat to say.

import type { DraftKind } from '../api/presence.ts'

type Writing = { conversation: string; kind: DraftKind; length: number }

/** Others see that it grows, not every letter of it; each change is a request. */
const STEP = 25
/** After that long without a key one is thinking, or gone. */
const QUIET = 6_000

let now: Writing | null = null
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

export const writingNow = (): Writing | null => now

/** At each change of the text; `length` 0 when there is none. */
export function sayWriting(conversation: string, kind: DraftKind, length: number): void {
  clearTimeout(timer)
  if (length > 0) timer = setTimeout(() => set(null), QUIET)
  const steps = Math.max(1, Math.floor(length / STEP) * STEP)
  set(length > 0 ? { conversation, kind, length: steps } : null)
}

export function onWriting(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function set(next: Writing | null): void {
  if (same(now, next)) return
  now = next
  for (const listener of listeners) listener()
}

function same(a: Writing | null, b: Writing | null): boolean {
  return a?.conversation === b?.conversation && a?.kind === b?.kind && a?.length === b?.length
}
