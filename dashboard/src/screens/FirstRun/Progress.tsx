import type { ReactElement } from 'react'

type ProgressProps = { done: number; total: number; label: string }

export function Progress({ done, total, label }: ProgressProps): ReactElement {
  const share = total === 0 ? 0 : (done / total) * 100
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
    >
      <div className="progress-done" style={{ inlineSize: `${share}%` }} />
    </div>
  )
}
