import { type ReactElement, type ReactNode, type SelectHTMLAttributes, useId } from 'react'
import { Icon } from '../../../ui/Icon.tsx'
import './Choice.css'

type ChoiceProps = SelectHTMLAttributes<HTMLSelectElement> & {
  label: string
  help?: string
  children: ReactNode
}

/** The browser's own list: it knows keyboards, phones and both themes. */
export function Choice({ label, help, children, ...select }: ChoiceProps): ReactElement {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-box set-choice">
        <select {...select} id={id} aria-describedby={help ? `${id}-help` : undefined}>
          {children}
        </select>
        <Icon name="chevron-down" size={14} />
      </div>
      {help && (
        <p className="set-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  )
}
