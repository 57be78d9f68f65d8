import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { LiveState } from '../live.ts'
import { useSecondsLeft } from '../ui/use-seconds-left.ts'
import './LiveStatus.css'

export type Line = { state: LiveState; retryNow(): void }

/** The seconds are for the eye only: a screen reader hears each change of state once. */
export function LiveStatus({ line }: { line: Line }): ReactElement {
  const { t } = useTranslation('shell')
  const { state, retryNow } = line
  const left = useSecondsLeft(state.phase === 'waiting' ? state.until : undefined)
  const spoken = t(`live.${state.phase}`)
  const waiting = left > 0 ? t('live.back', { seconds: left }) : t('live.reconnecting')
  const shown = state.phase === 'waiting' ? waiting : spoken
  return (
    <div className={`live live-${state.phase}`} title={shown}>
      <span className="live-dot" />
      <span className="live-words ellipsis figures" aria-hidden="true">
        {shown}
      </span>
      <span className="for-readers" role="status">
        {spoken}
      </span>
      {state.phase === 'waiting' && (
        <button type="button" className="live-now" aria-label={t('live.reconnect')} onClick={retryNow}>
          {t('live.now')}
        </button>
      )}
    </div>
  )
}
