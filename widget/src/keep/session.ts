// Who the visitor is to this site, in this browser. It names the conversation and so opens it: it stands in the storage
// of the page's own origin and in requests to the server, and in no message, event or address of a page.
import { randomId } from '../outbox/letter.ts'
import type { Shelf } from '../outbox/shelf.ts'

export type Session = {
  token: string
  name: string
  email: string
  /** Whom the page says they are: somebody else must not see this conversation. */
  user: string | null
  /** The server has a conversation under the token. */
  started: boolean
  autoReply: string | null
  /** The seq up to which the visitor has seen everything. */
  read: number
  /** When something was last said here, in milliseconds. */
  lastWord: number
}

/** Storage keys begin with it: another site key, another visitor. */
export function prefixOf(siteKey: string): string {
  return `parley:${siteKey}:`
}

export function newSession(): Session {
  return {
    token: randomId(),
    name: '',
    email: '',
    user: null,
    started: false,
    autoReply: null,
    read: 0,
    lastWord: 0,
  }
}

export function readSession(shelf: Pick<Shelf, 'getItem'> | null, siteKey: string): Session | null {
  try {
    const read: unknown = JSON.parse(shelf?.getItem(`${prefixOf(siteKey)}session`) ?? 'null')
    if (typeof read !== 'object' || read === null || !('token' in read)) return null
    // Written by this program; what an older one did not know is as at the beginning.
    return typeof read.token === 'string' && read.token !== ''
      ? { ...newSession(), ...read, token: read.token }
      : null
  } catch {
    return null
  }
}

/** Only once the visitor wrote or was identified: looking leaves no trace. */
export function writeSession(shelf: Shelf | null, siteKey: string, session: Session | null): void {
  const key = `${prefixOf(siteKey)}session`
  try {
    if (session) shelf?.setItem(key, JSON.stringify(session))
    else shelf?.removeItem(key)
  } catch {
    // Full: the page keeps it for as long as it lives.
  }
}
