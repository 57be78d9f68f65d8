/** Asks once for all who ask in the same turn of the event loop, and anew for whoever asks later. */
export function onceATurn<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= Promise.resolve().then(() => {
      asked = undefined
      return ask()
    })
    return asked
  }
}
