import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { EventBody } from '../../server/src/surfaces/manage/wire.ts'
import type { Live, LiveState } from './live.ts'
import { shareLive } from './shared-live.ts'

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
  onSignedOut(): void
}

export function useLive(handlers: LiveHandlers): { state: LiveState; retryNow(): void } {
  const [state, setState] = useState<LiveState>({ phase: 'connecting' })
  const live = useRef<Live>(null)
  const changed = useEffectEvent(handlers.onChange)
  const opened = useEffectEvent(handlers.onOpen)
  const signedOut = useEffectEvent(handlers.onSignedOut)

  useEffect(() => {
    let gathered: Changes = { conversations: new Set(), files: new Map() }
    let timer: ReturnType<typeof setTimeout> | undefined

    function onEvent({ type, conversation_id, data }: EventBody): void {
      if (conversation_id === null) return
      if (type !== 'attachment.changed') gathered.conversations.add(conversation_id)
      else if (typeof data.message_id === 'string') gathered.files.set(data.message_id, conversation_id)
      timer ??= setTimeout(() => {
        const changes = gathered
        gathered = { conversations: new Set(), files: new Map() }
        timer = undefined
        changed(changes)
      }, GATHER)
    }

    live.current = shareLive({
      onEvent,
      onState(next) {
        setState(next)
        if (next.phase === 'live') opened()
        if (next.phase === 'signed-out') signedOut()
      },
    })
    return () => {
      clearTimeout(timer)
      live.current?.close()
    }
  }, [])

  return { state, retryNow: () => live.current?.retryNow() }
}
