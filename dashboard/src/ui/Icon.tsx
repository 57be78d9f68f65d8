import type { ReactElement } from 'react'
import { type IconName, iconPaths } from './icon-paths.ts'
import './Icon.css'

/** Always decoration: the words beside it, or the label of its button, say the same. */
export function Icon({ name, size = 16 }: { name: IconName; size?: 12 | 14 | 16 | 20 }): ReactElement {
  return (
    <svg className={`icon icon-${size}`} viewBox="0 0 24 24" aria-hidden="true">
      {iconPaths[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  )
}
