import type { Root } from 'mdast'
import { useSyncExternalStore } from 'react'

type Parse = (text: string) => Root

/** A cache: the parser, once it has arrived. */
let parse: Parse | null = null
let asking: Promise<void> | null = null
const listeners = new Set<() => void>()

/** Resolves in any case. If it does not come, the words stand there as text, and the next message asks again. */
export function readParser(): Promise<void> {
  if (parse !== null) return Promise.resolve()
  asking ??= ask().finally(() => {
    asking = null
  })
  return asking
}

async function ask(): Promise<void> {
  try {
    parse = (await import('./parse.ts')).parseMarkdown
    for (const listener of listeners) listener()
  } catch {
    // Said above.
  }
}

function subscribe(listener: () => void): () => void {
  void readParser()
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Null until it is there; text is shown as text then. */
export function useParser(): Parse | null {
  return useSyncExternalStore(subscribe, () => parse)
}
