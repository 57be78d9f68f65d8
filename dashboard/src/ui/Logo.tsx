import type { ReactElement } from 'react'
import './Logo.css'

export function Logo({ size }: { size: 20 | 32 }): ReactElement {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <circle className="logo-voice" cx="9" cy="9.5" r="7" />
      <rect className="logo-answer" x="10" y="9" width="12.5" height="12.5" rx="3.4" />
      <path className="logo-between" d="M10 16.43V12.4A3.4 3.4 0 0 1 13.4 9h2.58A7 7 0 0 1 10 16.43Z" />
    </svg>
  )
}
