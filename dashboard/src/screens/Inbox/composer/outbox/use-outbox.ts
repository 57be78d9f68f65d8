import { useEffect, useSyncExternalStore } from 'react'
import { onLiveEvent } from '../../../../live-events.ts'
import { followUp } from './follow-up.ts'
import { type Outbox, openOutbox } from './outbox.ts'
import type { Outgoing } from './outgoing.ts'
import { postMessage } from './post-message.ts'

// One for the whole page: a message goes on its way also when its conversation is not on screen any more.
let open: { me: string; outbox: Outbox; end: AbortController } | null = null

export function outboxOf(me: string): Outbox {
  if (open?.me === me) return open.outbox
  open?.outbox.close()
  open?.end.abort()
  const outbox = openOutbox({
    shelf: localStorage,
    me,
    post: postMessage,
    follow: (conversation, actions) => followUp(conversation, actions, me),
  })
  const end = new AbortController()
  const { signal } = end
  window.addEventListener('storage', () => outbox.reread(), { signal })
  window.addEventListener('online', () => outbox.retryNow(), { signal })
  window.addEventListener('pagehide', () => outbox.leave(), { signal })
  // A phone may end a page that is hidden without another word.
  document.addEventListener('visibilitychange', () => document.hidden && outbox.leave(), { signal })
  // The server is back.
  const quiet = onLiveEvent((word) => word === 'opened' && outbox.retryNow())
  signal.addEventListener('abort', quiet)
  open = { me, outbox, end }
  return outbox
}

/** What a page before this one left behind, or what waited for its writer to sign in again, goes on its way. */
export function useOpenOutbox(me: string): void {
  useEffect(() => outboxOf(me).retryNow(), [me])
}

export function useOutbox(me: string): readonly Outgoing[] {
  const outbox = outboxOf(me)
  return useSyncExternalStore(outbox.subscribe, outbox.list)
}
