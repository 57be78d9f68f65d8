import type { ReactElement, ReactNode } from 'react'
import './Tick.css'

type TickProps = {
  checked: boolean
  onChange(checked: boolean): void
  /** One of several, of which one is picked. */
  radio?: string
  about?: string
  children: ReactNode
}

export function Tick({ checked, onChange, radio, about, children }: TickProps): ReactElement {
  return (
    <label className="set-tick">
      <input
        type={radio === undefined ? 'checkbox' : 'radio'}
        name={radio}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {children}
        {about && <span className="set-tick-about">{about}</span>}
      </span>
    </label>
  )
}
