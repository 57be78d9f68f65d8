// Which teammates are writing an answer, as one visitor sees it. That somebody writes a note is not for them.
import type { Present } from '../../../core/presence/presence.ts'
import { SUPPORT } from '../present.ts'

export type Typing = { typing: boolean; author: string }

export function typists(conversation: string, showNames: boolean) {
  const names = new Map<string, string>()
  const author = () => (showNames ? [...names.values()].at(-1) : undefined) ?? SUPPORT

  return {
    /** Undefined when the visitor need not hear of it. */
    note({ kind, id, name, typing, note, conversationId }: Present): Typing | undefined {
      if (kind !== 'teammate') return undefined
      const before = names.has(id)
      const now = typing && !note && conversationId === conversation
      if (before === now) return undefined
      if (now) names.set(id, name)
      else names.delete(id)
      return { typing: names.size > 0, author: author() }
    },
    now: (): Typing | undefined => (names.size > 0 ? { typing: true, author: author() } : undefined),
  }
}
