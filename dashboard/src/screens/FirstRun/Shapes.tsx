import type { ReactElement } from 'react'

/** Who may answer here: a person, a bot, an assistant, on one rail. */
export function Shapes(): ReactElement {
  return (
    <svg className="shapes" width="72" height="40" viewBox="0 0 72 40" aria-hidden="true">
      <path className="shapes-rail" d="M14 20H58" />
      <circle className="shapes-person" cx="12" cy="20" r="9" />
      <rect className="shapes-bot" x="28" y="12" width="16" height="16" rx="4.5" />
      <rect
        className="shapes-assistant"
        x="53"
        y="13"
        width="14"
        height="14"
        rx="3.4"
        transform="rotate(45 60 20)"
      />
    </svg>
  )
}
