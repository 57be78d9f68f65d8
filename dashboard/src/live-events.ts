// What comes over the line, for whoever listens from now on, which may be long after it was opened. Screens that only want
// to know what changed hear of it gathered, through useLive.
import type { EventBody } from '../../server/src/surfaces/manage/wire.ts'

/** `opened`: the line is up (again), and what is on screen may be older than the first event to come. */
type Word = EventBody | 'opened'

type Listener = (word: Word) => unknown
const listeners = new Set<Listener>()

export function tellEvent(word: Word): void {
  for (const listener of listeners) listener(word)
}

export function onLiveEvent(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
