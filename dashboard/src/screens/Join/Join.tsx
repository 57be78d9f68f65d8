import { type FormEvent, type ReactElement, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { acceptInvitation } from '../../api/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { useSecondsLeft } from '../../ui/use-seconds-left.ts'
import { FormAlert } from '../SignIn/FormAlert.tsx'
import { PasswordField } from '../SignIn/PasswordField.tsx'
import { type SignInWords, waitRefusal } from '../SignIn/refusal.ts'
import { SignInSheet } from '../SignIn/SignInSheet.tsx'

type JoinProps = { invitation: string; onJoined(session: SessionBody): void; onSignIn(): void }

/** Why the form is still here; `until` when the server asks to wait. */
type Refusal = { name?: string; password?: string; form?: string; until?: number }

const SHORTEST_PASSWORD = 10

/** Where an invitation leads: a name and a password, and one works here. */
export function Join({ invitation, onJoined, onSignIn }: JoinProps): ReactElement {
  const { t } = useTranslation('sign-in')
  const [refusal, setRefusal] = useState<Refusal>({})
  const [busy, setBusy] = useState(false)
  const name = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const wait = useSecondsLeft(refusal.until)

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const given = { name: String(form.get('name')).trim(), password: String(form.get('password')) }
    const found = check(given, t)
    setRefusal(found)
    if (found.name) return name.current?.focus()
    if (found.password) return password.current?.focus()
    setBusy(true)
    try {
      onJoined(await acceptInvitation({ token: invitation, ...given }))
    } catch (error) {
      setRefusal(refusalOf(asProblem(error), t))
      setBusy(false)
    }
  }

  const blocked = wait > 0
  return (
    <SignInSheet
      title={t('join.title')}
      where={t('join.where')}
      notice={null}
      foot={
        <Button look="link" onClick={onSignIn}>
          {t('join.instead')}
        </Button>
      }
    >
      <form
        className="sign-in-form"
        onSubmit={(event) => void submit(event)}
        noValidate
        aria-label={t('join.title')}
      >
        <Field
          ref={name}
          label={t('join.name')}
          name="name"
          autoComplete="name"
          error={refusal.name}
          autoFocus
        />
        <PasswordField ref={password} autoComplete="new-password" error={refusal.password} />
        <div>
          <FormAlert text={refusal.form} />
          <Button look="filled" size="form" type="submit" disabled={busy || blocked} className="figures">
            {blocked ? t('again', { seconds: wait }) : t(busy ? 'join.joining' : 'join.title')}
          </Button>
        </div>
      </form>
    </SignInSheet>
  )
}

function check({ name, password }: { name: string; password: string }, t: SignInWords): Refusal {
  const refusal: Refusal = {}
  if (name === '') refusal.name = t('refused.noName')
  if (password.length < SHORTEST_PASSWORD) refusal.password = t('refused.short', { count: SHORTEST_PASSWORD })
  return refusal
}

function refusalOf(problem: Problem, t: SignInWords): Refusal {
  if (problem.status === 404) return { form: t('refused.usedUp') }
  return waitRefusal(problem, t) ?? { form: problem.message }
}
