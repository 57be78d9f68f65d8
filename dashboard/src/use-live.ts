import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { EventBody } from '../../server/src/surfaces/manage/wire.ts'
import type { Live, LiveState } from './live.ts'
import { shareLive } from './shared-live.ts'

// Long enough to take a burst as one change, short enough to feel immediate.
const GATHER = 120

export type LiveHandlers = {
  /** Conversations that something happened to. */
  onChange(conversationIds: Set<string>): void
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
    let gathered = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined

    function onEvent({ conversation_id }: EventBody): void {
      if (conversation_id === null) return
      gathered.add(conversation_id)
      timer ??= setTimeout(() => {
        const ids = gathered
        gathered = new Set()
        timer = undefined
        changed(ids)
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
