import type { ReactElement, ReactNode } from 'react'
import './Page.css'

type PageProps = {
  title: string
  about: string
  /** The one filled button of the page. */
  action?: ReactNode
  /** Tables want the room; forms are narrow. */
  narrow?: boolean
  children: ReactNode
}

export function Page({ title, about, action, narrow = false, children }: PageProps): ReactElement {
  return (
    <div className={narrow ? 'set-page set-page-narrow' : 'set-page'}>
      <header className="set-head">
        <div>
          <h2>{title}</h2>
          <p>{about}</p>
        </div>
        {action}
      </header>
      {children}
    </div>
  )
}

export function Section({
  title,
  about,
  action,
  children,
}: {
  title: string
  about?: string
  action?: ReactNode
  children: ReactNode
}): ReactElement {
  return (
    <section className="set-section" aria-label={title}>
      <div className="set-head">
        <div>
          <h3>{title}</h3>
          {about && <p>{about}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}
