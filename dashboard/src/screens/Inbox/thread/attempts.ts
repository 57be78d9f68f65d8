import { useSyncExternalStore } from 'react'
import { onLiveEvent } from '../../../live-events.ts'

/** A cache: how often messages were tried to be delivered, as far as events of this visit told. */
const attempts = new Map<string, number>()
const listeners = new Set<() => void>()

onLiveEvent((word) => {
  if (word === 'opened' || word.type !== 'delivery.changed') return
  const { message_id, attempt } = word.data
  if (typeof message_id !== 'string' || typeof attempt !== 'number') return
  attempts.set(message_id, attempt)
  for (const listener of listeners) listener()
})

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** 0 where nobody said. */
export function useAttempts(message: string): number {
  const now = () => attempts.get(message) ?? 0
  return useSyncExternalStore(subscribe, now, now)
}
