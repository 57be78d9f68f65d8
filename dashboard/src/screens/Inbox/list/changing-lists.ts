import type { KeptLists } from './kept-lists.ts'

type Change = (lists: KeptLists) => KeptLists

export type ChangingLists = {
  change(change: Change): void
  /**
   * Reads some of them and puts that in. What is changed meanwhile is done to it as well: a page may be older than what an
   * event brought while it was on its way.
   * @throws what `load` throws; then nothing is put in.
   */
  read<T>(load: () => Promise<T>, put: (lists: KeptLists, read: T) => KeptLists): Promise<T>
}

/** @param set replaces all lists by what comes of them. */
export function changingLists(set: (change: Change) => void): ChangingLists {
  const readings = new Set<Change[]>()
  return {
    change(change) {
      for (const since of readings) since.push(change)
      set(change)
    },

    async read(load, put) {
      const since: Change[] = []
      readings.add(since)
      try {
        const read = await load()
        set((lists) => since.reduce((now, change) => change(now), put(lists, read)))
        return read
      } finally {
        readings.delete(since)
      }
    },
  }
}
