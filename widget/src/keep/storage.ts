/** The page's storage of one kind, or null where it may not be used: then nothing is kept, and the chat works. */
export function storageOf(kind: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    const store = window[kind]
    const probe = 'parley:probe'
    store.setItem(probe, '')
    store.removeItem(probe)
    return store
  } catch {
    // Forbidden, full, or a document without an origin.
    return null
  }
}
