// One at a time, at the bottom: what just happened, and the way back.

export type Toast = {
  text: string
  /** Offered as a button and as the key Z while the toast is up. */
  undo?: () => void
  tone?: 'done' | 'failed'
}

const listeners = new Set<(toast: Toast) => void>()

/** The newest replaces the one before it. */
export function showToast(toast: Toast): void {
  for (const listener of listeners) listener(toast)
}

export function onToast(listener: (toast: Toast) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
