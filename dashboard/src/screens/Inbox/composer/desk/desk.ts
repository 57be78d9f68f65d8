// What lies before somebody who writes in one conversation: text and files of the reply, and of the note.
import type { DraftBody, ListBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { request, requestNothing } from '../../../../api/request.ts'
import { onceATurn } from '../../../../once-a-turn.ts'
import { type DraftSync, keepDraft } from '../draft/draft-sync.ts'
import { discardFile, keepUploads, sendFile, type Upload, type Uploads } from '../files/uploads.ts'
import type { Outgoing } from '../outbox/outgoing.ts'

export const KINDS = ['reply', 'note'] as const
export type Kind = (typeof KINDS)[number]

export type Sheet = {
  draft: DraftSync
  uploads: Uploads
  files(): readonly Upload[]
  onFiles(listener: () => void): () => void
}
export type Desk = Record<Kind, Sheet> & { refresh(): void; close(): void }

const pathOf = (conversation: string) =>
  `/api/manage/conversations/${encodeURIComponent(conversation)}/drafts`

/** `baseSeq`: the newest message its writer has seen, told with each save. */
export function openDesk(me: string, conversation: string, baseSeq: () => number): Desk {
  const read = onceATurn(() => readDrafts(conversation))
  const reply = openSheet(draftOf(me, conversation, 'reply', read, baseSeq))
  const note = openSheet(draftOf(me, conversation, 'note', read, baseSeq))
  return {
    reply,
    note,
    refresh() {
      reply.draft.refresh()
      note.draft.refresh()
    },
    close() {
      reply.draft.close()
      note.draft.close()
    },
  }
}

function openSheet(draft: DraftSync): Sheet {
  const listeners = new Set<() => void>()
  let files: readonly Upload[] = []
  const uploads = keepUploads({
    send: sendFile,
    discard: discardFile,
    onChange(next) {
      files = next
      draft.setFiles(next.flatMap((upload) => (upload.state === 'done' ? [upload.file] : [])))
      for (const listener of listeners) listener()
    },
  })
  uploads.restore(draft.view().files)
  return {
    draft,
    uploads,
    files: () => files,
    onFiles(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

async function readDrafts(conversation: string): Promise<DraftBody[]> {
  return (await request<ListBody<DraftBody>>(pathOf(conversation))).data
}

function draftOf(
  me: string,
  conversation: string,
  kind: Kind,
  read: () => Promise<DraftBody[]>,
  baseSeq: () => number,
): DraftSync {
  return keepDraft({
    name: `parley.draft.${me}.${conversation}.${kind}`,
    shelf: localStorage,
    async read() {
      return (await read()).find((draft) => draft.kind === kind) ?? null
    },
    save: (body) =>
      requestNothing(`${pathOf(conversation)}/${kind}`, {
        method: 'PUT',
        body: { body, base_seq: baseSeq() },
      }),
  })
}

/** Of a conversation that is not on screen: the text waits there as a draft. */
export function giveBackElsewhere(me: string, letter: Outgoing): void {
  const { conversation, kind } = letter
  const read = () => readDrafts(conversation)
  const draft = draftOf(me, conversation, kind, read, () => letter.seenSeq ?? 0)
  draft.giveBack({ text: letter.body, files: letter.files, key: null })
  draft.close()
}
