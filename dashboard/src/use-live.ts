import { useEffect, useEffectEvent } from 'react'
import type { EventBody, PresenceBody } from '../../server/src/surfaces/manage/wire.ts'
import { useLiveLine } from './LiveLineProvider.tsx'
import type { LiveState } from './live.ts'
import { onLiveEvent } from './live-events.ts'
import { onWriting, writingNow } from './presence/writing.ts'

// Long enough to take a burst as one change, short enough to feel immediate.
const GATHER = 120

export type Changes = {
  /** Something happened to them. */
  conversations: Set<string>
  /** Messages whose files were fetched or got a thumbnail, each with its conversation. */
  files: Map<string, string>
}

export type LiveHandlers = {
  onChange(changes: Changes): void
  /** The line is up (again): what is on screen may be older than the first event to come. */
  onOpen(): void
}

type Lived = {
  state: LiveState
  /** Everybody who is here, while the line is up. */
  present: readonly PresenceBody[]
  retryNow(): void
}

/** `conversation`: what is on screen, for the others to know. */
export function useLive(handlers: LiveHandlers, conversation: string | null): Lived {
  const { state, present, retryNow, here } = useLiveLine()
  const changed = useEffectEvent(handlers.onChange)
  const opened = useEffectEvent(handlers.onOpen)

  useEffect(() => {
    let gathered: Changes = { conversations: new Set(), files: new Map() }
    let timer: ReturnType<typeof setTimeout> | undefined

    function onEvent({ type, conversation_id, data }: EventBody): void {
      // A draft is its writer's alone, whose list hears of it by use-own-drafts.ts.
      if (conversation_id === null || type === 'draft.changed') return
      if (type !== 'attachment.changed') gathered.conversations.add(conversation_id)
      else if (typeof data.message_id === 'string') gathered.files.set(data.message_id, conversation_id)
      timer ??= setTimeout(() => {
        const changes = gathered
        gathered = { conversations: new Set(), files: new Map() }
        timer = undefined
        changed(changes)
      }, GATHER)
    }

    const leave = onLiveEvent((word) => (word === 'opened' ? opened() : onEvent(word)))
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [])

  useEffect(() => {
    const say = (): void => {
      const writing = writingNow()
      const own = writing?.conversation === conversation ? writing : null
      const visible = document.visibilityState === 'visible'
      here({ conversation, writing: own?.kind ?? null, draftLength: own?.length ?? null, visible })
    }
    say()
    const quiet = onWriting(say)
    document.addEventListener('visibilitychange', say)
    return () => {
      quiet()
      document.removeEventListener('visibilitychange', say)
    }
  }, [conversation, here])

  return { state, present, retryNow }
}
