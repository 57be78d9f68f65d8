import type { ReactElement } from 'react'

/** The colour of a site, beside its name, which says the same. */
export function Dot({ colour }: { colour: string }): ReactElement {
  return (
    <svg className="site-dot" viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="5.5" fill={colour} />
    </svg>
  )
}
