import { type ReactElement, useState } from 'react'
import { Tick } from '../parts/Tick.tsx'
import { Area } from './Area.tsx'

type OptionalReplyProps = {
  tick: string
  about: string
  label: string
  value: string | null
  /** What stands there when somebody ticks it for the first time. */
  suggestion: string
  error: string | undefined
  onChange(value: string | null): void
}

export const LONGEST_REPLY = 1_000

/** Words that the site says by itself, or none; what was written comes back with the tick. */
export function OptionalReply(props: OptionalReplyProps): ReactElement {
  const { tick, about, label, value, suggestion, error, onChange } = props
  const [before, setBefore] = useState(suggestion)
  function turn(on: boolean): void {
    if (!on && value) setBefore(value)
    onChange(on ? before : null)
  }
  return (
    <div className="site-reply">
      <Tick checked={value !== null} onChange={turn} about={about}>
        {tick}
      </Tick>
      {value !== null && (
        <Area
          label={label}
          value={value}
          error={error}
          rows={3}
          maxLength={LONGEST_REPLY}
          onChange={onChange}
        />
      )}
    </div>
  )
}
