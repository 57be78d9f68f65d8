import { type InputHTMLAttributes, type ReactElement, type ReactNode, type Ref, useId } from 'react'
import { Icon } from './Icon.tsx'
import './Field.css'

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  label: string
  error?: string | undefined
  inside?: ReactNode
  ref?: Ref<HTMLInputElement>
}

export function Field({ label, error, inside, ref, ...input }: FieldProps): ReactElement {
  const id = useId()
  const wrong = error !== undefined
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={wrong ? 'field-box field-wrong' : 'field-box'}>
        <input
          {...input}
          id={id}
          ref={ref}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-error` : undefined}
        />
        {inside}
      </div>
      {wrong && (
        <p className="field-error" id={`${id}-error`}>
          <Icon name="circle-alert" size={12} />
          {error}
        </p>
      )}
    </div>
  )
}
