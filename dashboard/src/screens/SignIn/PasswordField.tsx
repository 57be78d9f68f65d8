import { type ReactElement, type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'

type PasswordFieldProps = {
  autoComplete: 'current-password' | 'new-password'
  error: string | undefined
  ref: Ref<HTMLInputElement>
}

export function PasswordField({ autoComplete, error, ref }: PasswordFieldProps): ReactElement {
  const { t } = useTranslation('sign-in')
  const [shown, setShown] = useState(false)
  return (
    <Field
      ref={ref}
      label={t('password')}
      name="password"
      type={shown ? 'text' : 'password'}
      autoComplete={autoComplete}
      error={error}
      inside={
        <Button
          look="ghost"
          size="small"
          aria-pressed={shown}
          aria-label={t('showPassword')}
          onClick={() => setShown(!shown)}
        >
          {t(shown ? 'hide' : 'show')}
        </Button>
      }
    />
  )
}
