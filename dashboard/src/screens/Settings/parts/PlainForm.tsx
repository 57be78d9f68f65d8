import type { FormEvent, ReactElement, ReactNode } from 'react'
import { Banner } from './Banner.tsx'

type PlainFormProps = {
  label: string
  failure?: string | undefined
  onSubmit(form: FormData): void
  children: ReactNode
}

/** A form that stands on a page. */
export function PlainForm({ label, failure, onSubmit, children }: PlainFormProps): ReactElement {
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    onSubmit(new FormData(event.currentTarget))
  }
  return (
    <form className="set-form" aria-label={label} onSubmit={submit} noValidate>
      {failure && <Banner tone="fail">{failure}</Banner>}
      {children}
    </form>
  )
}
