let now: string | null = null
const listeners = new Set<() => void>()

/** The language a preview speaks: the one whose words are being written; null for the dashboard's own. A cache. */
export const previewLocale = {
  now: (): string | null => now,
  set(next: string | null): void {
    now = next
    for (const listener of listeners) listener()
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
