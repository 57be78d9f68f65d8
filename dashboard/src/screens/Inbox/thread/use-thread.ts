import { useEffect, useRef, useState } from 'react'
import type { ConversationBody, MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { readConversation } from '../../../api/conversations.ts'
import { NO_MESSAGES, readMessages, type Transcript } from '../../../api/messages.ts'
import type { Problem } from '../../../api/problem.ts'
import { oneAtATime } from '../../../one-at-a-time.ts'

type Read = { conversation: ConversationBody; transcript: Transcript }

export type ThreadState = {
  conversation: ConversationBody | null
  messages: MessageBody[]
  problem: Problem | null
  refresh(): void
  /** Something happened to these conversations, and to the files of these messages, each with its conversation. */
  change(conversations: ReadonlySet<string>, files: ReadonlyMap<string, string>): void
}

/** The open conversation. One read before in this visit is shown at once and brought up to date behind. */
export function useThread(id: string | null, explain: (error: unknown) => Problem): ThreadState {
  const [known, setKnown] = useState<ReadonlyMap<string, Read>>(new Map())
  const [failed, setFailed] = useState<{ id: string; problem: Problem } | null>(null)
  const refresh = useRef((): void => {})
  const cursor = useRef(known)
  // Messages on screen, or kept from earlier in this visit, whose files are other ones by now.
  const stale = useRef(new Set<string>())

  useEffect(() => {
    cursor.current = known
  }, [known])

  useEffect(() => {
    if (id === null) return
    const visit = new AbortController()
    refresh.current = oneAtATime(async () => {
      const before = cursor.current.get(id)?.transcript ?? NO_MESSAGES
      const changed = before.messages.filter((message) => stale.current.has(message.id))
      // Before the read: what changes while it is under way is outdated again.
      for (const message of changed) stale.current.delete(message.id)
      try {
        const [conversation, transcript] = await Promise.all([
          readConversation(id, visit.signal),
          readMessages(id, before, changed, visit.signal),
        ])
        setKnown((map) => new Map(map).set(id, { conversation, transcript }))
        setFailed(null)
      } catch (error) {
        for (const message of changed) stale.current.add(message.id)
        if (!visit.signal.aborted) setFailed({ id, problem: explain(error) })
      }
    })
    refresh.current()
    return () => {
      refresh.current = () => {}
      visit.abort()
    }
  }, [id, explain])

  const read = id === null ? undefined : known.get(id)
  return {
    conversation: read?.conversation ?? null,
    messages: read?.transcript.messages ?? [],
    problem: failed?.id === id ? failed.problem : null,
    refresh: () => refresh.current(),
    change(conversations, files) {
      let touched = id !== null && conversations.has(id)
      for (const [message, conversation] of files) {
        if (conversation === id) touched = true
        if (conversation === id || known.has(conversation)) stale.current.add(message)
      }
      if (touched) refresh.current()
    },
  }
}
