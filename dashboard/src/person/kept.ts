// What people set for themselves in this browser. Several may share one, so all of it is kept by person.

const PERSON = 'parley.person'

/** A setting of the person who is here, with everybody told when it changes. */
export type Kept<T> = {
  get(): T
  set(value: T): void
  subscribe(listener: () => void): () => void
}

// Before the session is known, and on the page to sign in: as the last person here had it.
let person = read(PERSON) ?? ''
const refreshers = new Set<(key: string | null) => void>()

/** From here on it is this person who looks at the page. */
export function isPerson(id: string): void {
  if (id === person) return
  person = id
  write(PERSON, id)
  for (const refresh of refreshers) refresh(null)
}

/** A setting under a name; `parse` turns whatever was found, or undefined, into a value. */
export function keep<T>(name: string, parse: (found: unknown) => T): Kept<T> {
  const listeners = new Set<() => void>()
  const keyNow = (): string => `parley.${name}.${person}`
  const recall = (): T => parse(asJson(read(keyNow())))
  let value = recall()

  function change(next: T): void {
    value = next
    for (const listener of listeners) listener()
  }

  refreshers.add((key) => {
    if (key === null || key === keyNow()) change(recall())
  })
  return {
    get: () => value,
    set(next) {
      write(keyNow(), JSON.stringify(next))
      change(next)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Another tab of this browser changed something. */
globalThis.addEventListener?.('storage', ({ key }) => {
  if (key !== null) for (const refresh of refreshers) refresh(key)
})

// A browser that keeps nothing (blocked, or full) still works: what is set then lasts until the page is left.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // See above.
  }
}

function asJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
