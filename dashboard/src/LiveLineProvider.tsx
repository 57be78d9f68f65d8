import {
  createContext,
  type PropsWithChildren,
  type ReactElement,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { PresenceBody } from '../../server/src/surfaces/manage/wire.ts'
import type { LiveState } from './live.ts'
import type { Here } from './presence/tabs.ts'
import { type SharedLive, shareLive } from './shared-live.ts'

/** The line to the server while somebody is signed in, whatever screen they are on. */
type LiveLine = {
  state: LiveState
  /** Everybody who is here, while the line is up. */
  present: readonly PresenceBody[]
  retryNow(): void
  /** What this tab shows, for the others to know. */
  here(here: Here): void
}

const NOBODY: readonly PresenceBody[] = []
const Context = createContext<LiveLine | null>(null)

type LiveLineProps = PropsWithChildren<{
  /** The newest event before anything that is on screen was read. */
  after: number
  onSignedOut(): void
}>

export function LiveLineProvider({ after, onSignedOut, children }: LiveLineProps): ReactElement {
  const [state, setState] = useState<LiveState>({ phase: 'connecting' })
  const [present, setPresent] = useState(NOBODY)
  const shared = useRef<SharedLive>(null)
  // Screens say where they are before the line below is opened: effects of children come first.
  const where = useRef<Here>(null)
  const signedOut = useEffectEvent(onSignedOut)
  const start = useEffectEvent(() => after)

  useEffect(() => {
    const listener = {
      onPresent: setPresent,
      onState(next: LiveState) {
        setState(next)
        if (next.phase === 'signed-out') signedOut()
      },
    }
    const live = shareLive(listener, start())
    shared.current = live
    if (where.current) live.here(where.current)
    return () => live.close()
  }, [])

  const ways = useMemo(
    () => ({
      retryNow: () => shared.current?.retryNow(),
      here(here: Here) {
        where.current = here
        shared.current?.here(here)
      },
    }),
    [],
  )
  const line = useMemo(() => ({ state, present, ...ways }), [state, present, ways])
  return <Context value={line}>{children}</Context>
}

export function useLiveLine(): LiveLine {
  const line = useContext(Context)
  if (line === null) throw new Error('only within LiveLineProvider')
  return line
}
