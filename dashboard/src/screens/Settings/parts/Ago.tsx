import type { ReactElement } from 'react'
import { ago, momentOf } from './when.ts'

/** How long ago, the exact moment under the pointer; `none` where there is no such time. */
export function Ago({ at, now, none }: { at: string | null; now: number; none: string }): ReactElement {
  if (at === null) return <>{none}</>
  return (
    <time className="figures" dateTime={at} title={momentOf(at)}>
      {ago(at, now)}
    </time>
  )
}
