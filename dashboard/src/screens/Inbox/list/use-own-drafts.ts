import { useEffect, useEffectEvent } from 'react'
import { atMostEvery } from '../../../at-most-every.ts'
import { onLiveEvent } from '../../../live-events.ts'

/** Somebody who types saves every now and then; their row need not follow each time. */
const AT_MOST_EVERY = 2_000

/** Tells of conversations in which the reader wrote something they did not send, here or in another window, or gave it up. */
export function useOwnDrafts(me: string, change: (ids: Set<string>) => void): void {
  const changed = useEffectEvent(change)
  useEffect(() => {
    let gathered = new Set<string>()
    const tell = atMostEvery(AT_MOST_EVERY, () => {
      const ids = gathered
      gathered = new Set()
      if (ids.size > 0) changed(ids)
    })
    const leave = onLiveEvent((event) => {
      if (event === 'opened' || event.type !== 'draft.changed') return
      if (event.data.teammate_id !== me || event.conversation_id === null) return
      gathered.add(event.conversation_id)
      tell()
    })
    return () => {
      gathered.clear()
      leave()
    }
  }, [me])
}
