// Files that wait for their message to be sent, in the browser's database: a reload must not lose them. Where there is
// none, they live as long as the page.

const NAME = 'parley'
const STORE = 'files'

export type WaitingFiles = ReturnType<typeof waitingFiles>

export function waitingFiles(prefix: string) {
  /** A cache, and all there is where nothing can be stored. */
  const own = new Map<string, readonly File[]>()
  const key = (letter: string) => prefix + letter

  async function stored<T>(
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | null> {
    try {
      const database = await opened()
      const result = await done(ask(database.transaction(STORE, mode).objectStore(STORE)))
      database.close()
      return result
    } catch {
      // Private windows of some browsers have none.
      return null
    }
  }

  return {
    async put(letter: string, files: readonly File[]): Promise<void> {
      own.set(letter, files)
      await stored('readwrite', (store) => store.put(files, key(letter)))
    },

    /** Null when they are gone: a reload where nothing could be stored. */
    async of(letter: string): Promise<readonly File[] | null> {
      const files = own.get(letter) ?? (await stored<unknown>('readonly', (store) => store.get(key(letter))))
      return Array.isArray(files) && files.every((file): file is File => file instanceof File) ? files : null
    },

    async remove(letter: string): Promise<void> {
      own.delete(letter)
      await stored('readwrite', (store) => store.delete(key(letter)))
    },
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  return done(request)
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
