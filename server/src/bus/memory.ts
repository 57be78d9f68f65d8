import type { Bus } from './bus.ts'

type Listener = (payload: string) => void

/** `onError` is told what listeners throw. */
export function memoryBus({ onError = () => {} }: { onError?: (error: unknown) => void } = {}): Bus {
  const topics = new Map<string, Set<Listener>>()
  let closed = false

  function deliver(topic: string, payload: string): void {
    const listeners = topics.get(topic)
    if (!listeners) return
    // A copy, so that whoever subscribes in a listener waits for the next message.
    for (const listener of [...listeners]) {
      if (!listeners.has(listener)) continue
      try {
        listener(payload)
      } catch (error) {
        onError(error)
      }
    }
  }

  return {
    // In order, but never inside the publisher's own stack.
    publish: (topic, payload) => queueMicrotask(() => deliver(topic, payload)),
    subscribe(topic, listener) {
      if (closed) return () => {}
      const own: Listener = (payload) => listener(payload) // The same function may subscribe twice.
      const listeners = topics.get(topic) ?? new Set()
      topics.set(topic, listeners.add(own))
      return () => {
        listeners.delete(own)
        if (listeners.size === 0 && topics.get(topic) === listeners) topics.delete(topic)
      }
    },
    async close() {
      closed = true
      for (const listeners of topics.values()) listeners.clear()
      topics.clear()
    },
  }
}
