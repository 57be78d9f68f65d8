// An unsent text that is in this browser at once and on the server soon, and what happens when both have changed.
import type { DraftBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { asProblem, type Problem } from '../../../../api/problem.ts'
import type { Shelf } from '../outbox/outbox-storage.ts'
import type { KeptFile } from '../outbox/outgoing.ts'

const QUIET = 400
/** Whoever writes on and on has it saved now and then all the same. */
const LONGEST_UNSAVED = 3_000
const FIRST_WAIT = 2_000
const LONGEST_WAIT = 30_000
/** Two saves may cross: what comes in from elsewhere right after one's own keystroke takes nothing away. */
const CROSSING = 2_000

export type Draft = {
  text: string
  files: KeptFile[]
  /** Of a message that was taken back after an attempt to send it: sent again, it carries the same key. */
  key: string | null
}

type Kept = Draft & {
  /** The text as the server was last known to have it. */
  synced: string
  /** What another browser made of the same draft, while this one has another text. */
  other: string | null
}

export type DraftView = Draft & {
  other: string | null
  /** `here`: kept in this browser, and on its way to the server. */
  saved: 'empty' | 'here' | 'saved' | { failed: Problem }
}

export type DraftParts = {
  /** Unique to person, conversation and kind. */
  name: string
  shelf: Shelf
  read(): Promise<DraftBody | null>
  save(text: string): Promise<void>
}

export type DraftSync = ReturnType<typeof keepDraft>

const NOTHING: Kept = { text: '', files: [], key: null, synced: '', other: null }

export function keepDraft({ name, shelf, read, save }: DraftParts) {
  const listeners = new Set<() => void>()
  let kept = keptIn(shelf, name)
  let failed: Problem | null = null
  let failures = 0
  let editedAt = 0
  let unsavedSince: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let busy = false
  let again = false
  let closed = false
  let view = viewOf()

  function viewOf(): DraftView {
    const { text, files, key, other, synced } = kept
    const saved = failed ? { failed } : text === '' ? 'empty' : text === synced ? 'saved' : 'here'
    return { text, files, key, other, saved }
  }

  function keep(next: Partial<Kept>): void {
    kept = { ...kept, ...next }
    try {
      const { text, synced, files, key, other } = kept
      // What the server has needs no second place.
      if (text === synced && files.length === 0 && key === null && other === null) shelf.removeItem(name)
      else shelf.setItem(name, JSON.stringify(kept))
    } catch {
      // A full or forbidden storage: the text stays on screen, and goes to the server as always.
    }
    view = viewOf()
    for (const listener of listeners) listener()
  }

  function plan(wait: number): void {
    clearTimeout(timer)
    if (!closed) timer = setTimeout(() => void sync(), wait)
  }

  function edited(next: Partial<Kept>): void {
    editedAt = Date.now()
    keep(next)
    unsavedSince ??= editedAt
    plan(Math.min(QUIET, Math.max(0, unsavedSince + LONGEST_UNSAVED - editedAt)))
  }

  /** Looks before it writes: the server keeps whatever comes last, and another browser may have been there. */
  async function sync(): Promise<void> {
    if (closed) return
    if (busy) {
      again = true
      return
    }
    busy = true
    clearTimeout(timer)
    try {
      merge((await read())?.body ?? '')
      const { text, synced, other } = kept
      if (text !== synced && other === null) {
        unsavedSince = null
        await save(text)
        // It may have been edited meanwhile; then it is not yet what the server has.
        keep({ synced: text })
      }
      failures = 0
      if (failed) {
        failed = null
        keep({})
      }
    } catch (error) {
      failed = asProblem(error)
      keep({})
      plan(Math.max((failed.retryAfter ?? 0) * 1_000, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++)))
    }
    busy = false
    if (again) {
      again = false
      return await sync()
    }
    if (!failed && kept.other === null && kept.text !== kept.synced) plan(QUIET)
  }

  function merge(server: string): void {
    const { text, synced, other } = kept
    // What holds all of ours was written after it.
    const clean = text === synced && (Date.now() - editedAt > CROSSING || server.includes(text))
    if (server === text) keep({ synced: server, other: null })
    else if (server === synced) return
    else if (clean || text === '') keep({ text: server, synced: server, key: null })
    // Sent or given up over there: what was written here is all there is.
    else if (server === '') keep({ synced: '', other: null })
    else if (server !== other) keep({ synced: server, other: server })
  }

  return {
    view: (): DraftView => view,

    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    write(text: string): void {
      if (text !== kept.text) edited({ text })
    },

    setFiles(files: KeptFile[]): void {
      keep({ files })
    },

    /** It went into the outbox. */
    clear(): void {
      edited({ text: '', files: [], key: null })
    },

    /** Undone or refused: it comes before whatever was begun since. */
    giveBack({ text, files, key }: Draft): void {
      const both = [text, kept.text].filter((part) => part.trim() !== '').join('\n\n')
      edited({ text: both, files: [...files, ...kept.files], key })
    },

    /** Both were changed, and somebody decides: `both` puts theirs below. */
    settle(choice: 'mine' | 'theirs' | 'both'): void {
      const { text, other } = kept
      if (other === null) return
      const next = choice === 'mine' ? text : choice === 'theirs' ? other : `${text}\n\n${other}`
      edited({ text: next, other: null })
    },

    /** Something may have changed elsewhere, or the server may be back. */
    refresh(): void {
      failures = 0
      void sync()
    },

    /** Of the last moment: what is unsaved is in this browser, and goes to the server if it can. */
    close(): void {
      clearTimeout(timer)
      listeners.clear()
      if (!closed && !busy && failed === null && kept.text !== kept.synced && kept.other === null)
        // Unheard: it is kept here, and looked at when the conversation is next opened.
        save(kept.text).then(
          () => keep({ synced: kept.text }),
          () => undefined,
        )
      closed = true
    },
  }
}

function keptIn(shelf: Shelf, name: string): Kept {
  try {
    const text = shelf.getItem(name)
    const read: unknown = text === null ? null : JSON.parse(text)
    if (typeof read !== 'object' || read === null || !('text' in read)) return NOTHING
    const { text: unsent, ...rest } = read
    // Written by this program: what it lacks is from a version that had no such thing.
    return typeof unsent === 'string' ? { ...NOTHING, ...rest, text: unsent } : NOTHING
  } catch {
    return NOTHING
  }
}
