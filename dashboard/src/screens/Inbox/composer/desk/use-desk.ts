import {
  startTransition,
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { flushSync } from 'react-dom'
import { onLiveEvent } from '../../../../live-events.ts'
import type { DraftView } from '../draft/draft-sync.ts'
import type { Upload } from '../files/uploads.ts'
import { type Desk, openDesk, type Sheet } from './desk.ts'

/**
 * Null for the moment until it is opened; `now` ends that moment, for whoever types on at once. Follows what the same person
 * writes in other browsers.
 */
export function useDesk(
  me: string,
  conversation: string,
  seenSeq: number,
): [desk: Desk | null, now: () => void] {
  const [desk, setDesk] = useState<Desk | null>(null)
  const here = useRef<Desk | null>(null)
  const baseSeq = useEffectEvent(() => seenSeq)

  useEffect(() => {
    const opened = openDesk(me, conversation, () => baseSeq())
    here.current = opened
    // First what was said, then the field to answer in.
    startTransition(() => setDesk(opened))
    opened.refresh()
    const end = new AbortController()
    const { signal } = end
    window.addEventListener('focus', opened.refresh, { signal })
    window.addEventListener('online', opened.refresh, { signal })
    const quiet = onLiveEvent((event) => {
      if (event === 'opened') opened.refresh()
      else if (event.type === 'draft.changed' && event.conversation_id === conversation)
        if (event.data.teammate_id === me) opened.refresh()
    })
    return () => {
      end.abort()
      quiet()
      opened.close()
    }
  }, [me, conversation])
  return [desk, useCallback(() => flushSync(() => setDesk(here.current)), [])]
}

export function useSheet(sheet: Sheet): { view: DraftView; files: readonly Upload[] } {
  return {
    view: useSyncExternalStore(sheet.draft.subscribe, sheet.draft.view),
    files: useSyncExternalStore(sheet.onFiles, sheet.files),
  }
}
