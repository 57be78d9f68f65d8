import { type ReactElement, useId } from 'react'
import { Icon } from '../../../ui/Icon.tsx'

type AreaProps = {
  label: string
  value: string
  help?: string
  error?: string | undefined
  rows?: number
  maxLength: number
  onChange(value: string): void
}

/** Some lines of words, as visitors will read them. */
export function Area({ label, value, help, error, rows = 2, maxLength, onChange }: AreaProps): ReactElement {
  const id = useId()
  const wrong = error !== undefined
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className={wrong ? 'site-area site-area-wrong' : 'site-area'}
        dir="auto"
        rows={rows}
        maxLength={maxLength}
        value={value}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-error` : help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {wrong ? (
        <p className="field-error" id={`${id}-error`}>
          <Icon name="circle-alert" size={12} />
          {error}
        </p>
      ) : (
        help && (
          <p className="set-help" id={`${id}-help`}>
            {help}
          </p>
        )
      )}
    </div>
  )
}
