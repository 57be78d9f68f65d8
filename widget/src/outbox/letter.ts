// A message of the visitor's own, from the key that sends it until the server has it.

export type SentFile = { id: string; filename: string; byteSize: number; contentType: string }

/** Why it is not there yet, and it will be tried again. */
export type Delay = 'unreachable' | 'busy' | 'limited'
/** Why the server will not have it. Trying again as it stands only helps when something else changed. */
export type Refusal = 'too-long' | 'not-allowed' | 'file' | 'refused'

export type LetterState =
  | { phase: 'pending'; attempts: number; notBefore: number; why: Delay | null }
  | { phase: 'sending'; attempts: number; since: number }
  | { phase: 'failed'; attempts: number; why: Refusal }
  | { phase: 'sent'; at: number; timestamp: string | null }

export type Letter = {
  /** Its `client_message_id`: under it the server stores one message, however often it is sent. */
  id: string
  text: string
  files: readonly SentFile[]
  writtenAt: number
  /** The tab that wrote it sends it, for as long as it lives. */
  tab: string
  state: LetterState
}

/** What became of one attempt. `after` is in milliseconds, where the server named a time. */
export type Outcome =
  | { is: 'sent'; timestamp: string | null }
  | { is: 'later'; why: Delay; after?: number }
  | { is: 'refused'; why: Refusal }

/** 128 random bits. Not `randomUUID`, which pages without TLS do not have. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
