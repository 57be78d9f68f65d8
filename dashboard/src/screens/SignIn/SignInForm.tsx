import { type FormEvent, type ReactElement, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { asProblem } from '../../api/problem.ts'
import { type Credentials, signIn } from '../../api/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { useSecondsLeft } from '../../ui/use-seconds-left.ts'
import { FormAlert } from './FormAlert.tsx'
import { PasswordField } from './PasswordField.tsx'
import { checkCredentials, type Refusal, refusalOf } from './refusal.ts'

type SignInFormProps = {
  /** Why the password is asked for again. */
  refused: Refusal
  onSignedIn(session: SessionBody): void
  /** Address and password are right, and there is a second factor. */
  onCodeNeeded(credentials: Credentials): void
}

export function SignInForm({ refused, onSignedIn, onCodeNeeded }: SignInFormProps): ReactElement {
  const { t } = useTranslation('sign-in')
  const [refusal, setRefusal] = useState<Refusal>(refused)
  const [busy, setBusy] = useState(false)
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const wait = useSecondsLeft(refusal.until)

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const given: Credentials = {
      email: String(form.get('email')).trim(),
      password: String(form.get('password')),
    }
    const found = checkCredentials(given, t)
    setRefusal(found)
    if (found.email) return email.current?.focus()
    if (found.password) return password.current?.focus()
    setBusy(true)
    try {
      onSignedIn(await signIn(given))
    } catch (error) {
      const problem = asProblem(error)
      if (problem.code === 'second_factor_required') return onCodeNeeded(given)
      setRefusal(refusalOf(problem, t))
      setBusy(false)
      password.current?.select()
    }
  }

  const blocked = wait > 0
  return (
    <form
      className="sign-in-form"
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={t('signIn')}
    >
      <Field
        ref={email}
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        error={refusal.email}
        autoFocus
      />
      <PasswordField ref={password} autoComplete="current-password" error={refusal.password} />
      <div>
        <FormAlert text={refusal.form} />
        <Button look="filled" size="form" type="submit" disabled={busy || blocked} className="figures">
          {blocked ? t('again', { seconds: wait }) : t(busy ? 'signingIn' : 'signIn')}
        </Button>
      </div>
    </form>
  )
}
