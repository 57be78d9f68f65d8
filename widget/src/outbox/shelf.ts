// Letters in the browser's storage, one entry each: tabs that write at the same moment do not undo one another.
import type { Letter } from './letter.ts'

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const PHASES = new Set(['pending', 'sending', 'failed', 'sent'])

/** Where nothing can be stored (full, or forbidden) the page keeps them to itself, which is all that can be done. */
export function letterShelf(shelf: Shelf | null, prefix: string) {
  /** Letters the store would not take. */
  const own = new Map<string, Letter>()

  function keys(): string[] {
    try {
      return Array.from({ length: shelf?.length ?? 0 }, (_, place) => shelf?.key(place) ?? '').filter((key) =>
        key.startsWith(prefix),
      )
    } catch {
      // A store that may not be looked at holds nothing of ours.
      return []
    }
  }

  function remove(id: string): void {
    own.delete(id)
    try {
      shelf?.removeItem(prefix + id)
    } catch {
      // It could not be written either.
    }
  }

  return {
    read(): Letter[] {
      const stored = keys().flatMap((key) => letterIn(shelf?.getItem(key)) ?? [])
      return [...stored.filter(({ id }) => !own.has(id)), ...own.values()]
    },

    write(letter: Letter): void {
      try {
        if (!shelf) throw new Error('there is no store')
        shelf.setItem(prefix + letter.id, JSON.stringify(letter))
        own.delete(letter.id)
      } catch {
        own.set(letter.id, letter)
      }
    },

    remove,

    clear(): void {
      own.clear()
      for (const key of keys()) remove(key.slice(prefix.length))
    },
  }
}

/** What an older version left, or somebody broke, is passed over. */
function letterIn(text: string | null | undefined): Letter | null {
  try {
    const read: unknown = JSON.parse(text ?? 'null')
    return isLetter(read) ? read : null
  } catch {
    return null
  }
}

function isLetter(entry: unknown): entry is Letter {
  if (typeof entry !== 'object' || entry === null) return false
  // Written by this program: whoever has these has the rest.
  const { id, text, files, writtenAt, state } = entry as Partial<Letter>
  return (
    typeof id === 'string' &&
    typeof text === 'string' &&
    Array.isArray(files) &&
    typeof writtenAt === 'number' &&
    typeof state === 'object' &&
    PHASES.has(state?.phase)
  )
}
