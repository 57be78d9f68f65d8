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
}

/** The open conversation. One read before in this visit is shown at once and brought up to date behind. */
export function useThread(id: string | null, explain: (error: unknown) => Problem): ThreadState {
  const [known, setKnown] = useState<ReadonlyMap<string, Read>>(new Map())
  const [failed, setFailed] = useState<{ id: string; problem: Problem } | null>(null)
  const refresh = useRef((): void => {})
  const cursor = useRef(known)

  useEffect(() => {
    cursor.current = known
  }, [known])

  useEffect(() => {
    if (id === null) return
    const visit = new AbortController()
    refresh.current = oneAtATime(async () => {
      try {
        const before = cursor.current.get(id)?.transcript ?? NO_MESSAGES
        const [conversation, transcript] = await Promise.all([
          readConversation(id, visit.signal),
          readMessages(id, before, visit.signal),
        ])
        setKnown((map) => new Map(map).set(id, { conversation, transcript }))
        setFailed(null)
      } catch (error) {
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
  }
}
