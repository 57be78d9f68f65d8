import { useCallback, useMemo, useRef, useState } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { changeConversation, handBack, type Wanted } from '../../../api/conversation-changes.ts'
import { asProblem, type Problem } from '../../../api/problem.ts'
import type { Keep } from './thread-cache.ts'

/** What the server was asked for, and what that makes of the conversation. */
export type Edit = { wanted: Wanted | 'hand-back'; look: Partial<ConversationBody> }

export type Edits = {
  /** The conversation with what was done to it and is not answered yet. */
  on<T extends ConversationBody | null>(conversation: T): T
  /** Shown at once; resolves to null, or to why it is as it was before. */
  make(id: string, edit: Edit): Promise<Problem | null>
  /** The server answered something newer. */
  take(conversation: ConversationBody): void
}

type Pending = Edit & { id: string }

export function useEdits(keep: (read: Keep) => void): Edits {
  const [pending, setPending] = useState<readonly Pending[]>([])
  // One after the other: a list of tags is whole, and an older one must not arrive last.
  const lines = useRef(new Map<string, Promise<unknown>>())

  const make = useCallback(
    async (id: string, edit: Edit): Promise<Problem | null> => {
      const entry = { id, ...edit }
      setPending((all) => [...all, entry])
      const before = lines.current.get(id)
      const call = (async () => {
        await before
        const { wanted } = edit
        return await (wanted === 'hand-back' ? handBack(id) : changeConversation(id, wanted))
      })()
      const settled = call.catch(() => {})
      lines.current.set(id, settled)
      try {
        const conversation = await call
        keep({ id: conversation.id, conversation })
        return null
      } catch (error) {
        return asProblem(error)
      } finally {
        setPending((all) => all.filter((other) => other !== entry))
        if (lines.current.get(id) === settled) lines.current.delete(id)
      }
    },
    [keep],
  )

  return useMemo(
    () => ({
      on(conversation) {
        if (!conversation) return conversation
        const own = pending.filter(({ id }) => id === conversation.id)
        return own.length === 0
          ? conversation
          : Object.assign({}, conversation, ...own.map(({ look }) => look))
      },
      make,
      take: (conversation) => keep({ id: conversation.id, conversation }),
    }),
    [pending, make, keep],
  )
}
