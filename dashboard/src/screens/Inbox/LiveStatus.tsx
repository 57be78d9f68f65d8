import type { ReactElement } from 'react'
import type { LiveState } from '../../live.ts'
import { useSecondsLeft } from '../../ui/use-seconds-left.ts'
import './LiveStatus.css'

export type Line = { state: LiveState; retryNow(): void }

const spoken = {
  connecting: 'Connecting',
  live: 'Live, up to date',
  waiting: 'Connection lost, reconnecting',
  'signed-out': 'Signed out',
} as const satisfies Record<LiveState['phase'], string>

/** The seconds are for the eye only: a screen reader hears each change of state once. */
export function LiveStatus({ line }: { line: Line }): ReactElement {
  const { state, retryNow } = line
  const left = useSecondsLeft(state.phase === 'waiting' ? state.until : undefined)
  const shown =
    state.phase === 'waiting' ? (left > 0 ? `Back in ${left} s` : 'Reconnecting') : spoken[state.phase]
  return (
    <div className={`live live-${state.phase}`} title={shown}>
      <span className="live-dot" />
      <span className="live-words ellipsis figures" aria-hidden="true">
        {shown}
      </span>
      <span className="for-readers" role="status">
        {spoken[state.phase]}
      </span>
      {state.phase === 'waiting' && (
        <button type="button" className="live-now" aria-label="Reconnect now" onClick={retryNow}>
          Now
        </button>
      )}
    </div>
  )
}
