import type { Outgoing } from './outgoing.ts'

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * The letters of one person in this browser, read anew each time: other tabs write here too. Where nothing can be stored
 * (a full or forbidden storage) this tab keeps them to itself, which is all that can be done.
 */
export function letterShelf(shelf: Shelf, name: string) {
  let own: Outgoing[] | null = null
  let known: { text: string | null; letters: Outgoing[] } = { text: null, letters: [] }

  function read(): Outgoing[] {
    if (own !== null) return own
    let text: string | null
    try {
      text = shelf.getItem(name)
    } catch {
      // Storage that may not be looked at holds nothing of ours.
      return known.letters
    }
    if (text !== known.text) known = { text, letters: lettersIn(text) }
    return known.letters
  }

  return {
    read,
    write(letters: Outgoing[]): void {
      try {
        if (letters.length === 0) shelf.removeItem(name)
        else shelf.setItem(name, JSON.stringify(letters))
        own = null
      } catch {
        own = letters
      }
    },
  }
}

/** What an older version left, or somebody broke, is passed over. */
function lettersIn(text: string | null): Outgoing[] {
  if (text === null) return []
  try {
    const read: unknown = JSON.parse(text)
    return Array.isArray(read) ? read.filter(isLetter) : []
  } catch {
    return []
  }
}

const PHASES = new Set(['held', 'sending', 'waiting', 'returned', 'sent'])

function isLetter(entry: unknown): entry is Outgoing {
  if (typeof entry !== 'object' || entry === null) return false
  // Written by this program: whoever has these has the rest.
  const { id, conversation, body, state } = entry as Partial<Outgoing>
  return (
    typeof id === 'string' &&
    typeof conversation === 'string' &&
    typeof body === 'string' &&
    PHASES.has(state?.phase ?? '')
  )
}
