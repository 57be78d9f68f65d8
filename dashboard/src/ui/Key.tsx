import type { ReactElement } from 'react'
import './Key.css'

export function Key({ children }: { children: string }): ReactElement {
  return <kbd className="key">{children}</kbd>
}
