import type { ReactElement } from 'react'
import './Loading.css'

/** The whole page before anything is known: chrome and an empty sheet, where both will stay. */
export function Loading({ label }: { label: string }): ReactElement {
  return (
    <main className="loading" aria-busy="true">
      <p className="for-readers" role="status">
        {label}
      </p>
      <div className="loading-sheet" />
    </main>
  )
}
