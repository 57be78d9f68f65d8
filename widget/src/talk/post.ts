// One attempt to send one letter: opens the conversation with the first, attaches what comes with it.
import type { WaitingFiles } from '../keep/files.ts'
import type { Session } from '../keep/session.ts'
import type { Letter, Outcome } from '../outbox/letter.ts'
import type { ChatApi, Visitor } from '../wire/chat-api.ts'

export type PosterParts = {
  api: ChatApi
  files: Pick<WaitingFiles, 'of'>
  visitor(): Visitor
  started(): boolean
  keep(change: Partial<Session>): void
  progressed(letter: string, share: number): void
}

export function poster({ api, files, visitor, started, keep, progressed }: PosterParts) {
  async function open(letter: Letter): Promise<Outcome> {
    const { outcome, exists, autoReply } = await api.create(visitor(), letter)
    if (!exists) return outcome
    keep({ started: true, ...(autoReply !== null && { autoReply }) })
    // It was there already: with this letter in it, which the server then knows, or without.
    return outcome.is === 'sent' ? outcome : await deliver(letter)
  }

  async function deliver(letter: Letter): Promise<Outcome> {
    const { token } = visitor()
    const attached = letter.files.length > 0 ? await files.of(letter.id) : []
    if (attached === null) return { is: 'refused', why: 'file' }
    const outcome =
      attached.length > 0
        ? await api.sendFiles(token, letter, attached, (share) => progressed(letter.id, share))
        : await api.send(token, letter)
    if (outcome !== 'gone') return outcome
    // Erased meanwhile: the next attempt begins a new conversation.
    keep({ started: false })
    return { is: 'later', why: 'busy' }
  }

  return (letter: Letter): Promise<Outcome> => (started() ? deliver(letter) : open(letter))
}
