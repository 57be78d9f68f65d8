import { type ReactElement, type Ref, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'

type PasswordFieldProps = {
  autoComplete: 'current-password' | 'new-password'
  error: string | undefined
  ref: Ref<HTMLInputElement>
}

export function PasswordField({ autoComplete, error, ref }: PasswordFieldProps): ReactElement {
  const [shown, setShown] = useState(false)
  return (
    <Field
      ref={ref}
      label="Password"
      name="password"
      type={shown ? 'text' : 'password'}
      autoComplete={autoComplete}
      error={error}
      inside={
        <Button
          look="ghost"
          size="small"
          aria-pressed={shown}
          aria-label="Show password"
          onClick={() => setShown(!shown)}
        >
          {shown ? 'Hide' : 'Show'}
        </Button>
      }
    />
  )
}
