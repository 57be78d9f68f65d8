import type { ReactElement } from 'react'
import './Skeleton.css'

/** Rows in the geometry of the real list. Hidden for the first 150 ms, so that a quick answer never flickers. */
export function SkeletonRows({ count }: { count: number }): ReactElement {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity and never move
        <div className={`skeleton-row skeleton-shape-${index % 3}`} key={index}>
          <span className="skeleton-mark" />
          <span className="skeleton-lines">
            <i />
            <i />
            <i />
          </span>
        </div>
      ))}
    </div>
  )
}

export function SkeletonThread(): ReactElement {
  return (
    <div className="skeleton skeleton-thread" aria-hidden="true">
      {['long', 'short', 'long'].map((length, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity and never move
        <div className={`skeleton-message skeleton-${length}`} key={index}>
          <span className="skeleton-mark" />
          <span className="skeleton-lines">
            <i />
            <i />
            <i />
          </span>
        </div>
      ))}
    </div>
  )
}
