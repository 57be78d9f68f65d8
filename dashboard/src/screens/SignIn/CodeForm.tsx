import { type FormEvent, type ReactElement, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { asProblem } from '../../api/problem.ts'
import { type Credentials, signIn } from '../../api/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { useSecondsLeft } from '../../ui/use-seconds-left.ts'
import { FormAlert } from './FormAlert.tsx'
import { codeRefusalOf, type Refusal } from './refusal.ts'

type CodeFormProps = {
  /** What was right already. */
  credentials: Credentials
  onSignedIn(session: SessionBody): void
  /** To the password again; with a refusal when it is no longer right. */
  onBack(refusal: Refusal): void
}

/** The second step of signing in: six digits send themselves, a recovery code is sent with Enter. */
export function CodeForm({ credentials, onSignedIn, onBack }: CodeFormProps): ReactElement {
  const { t } = useTranslation('sign-in')
  const [recovering, setRecovering] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>({})
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const form = useRef<HTMLFormElement>(null)
  /** What was sent last, until something else is typed. */
  const checked = useRef('')
  const wait = useSecondsLeft(refusal.until)
  const blocked = wait > 0

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    if (busy || blocked) return
    const code = String(new FormData(event.currentTarget).get('code')).trim()
    if (code === '') {
      setRefusal({ code: t(recovering ? 'refused.noRecovery' : 'refused.noDigits') })
      return field.current?.focus()
    }
    setRefusal({})
    setBusy(true)
    checked.current = code
    try {
      onSignedIn(await signIn({ ...credentials, ...(recovering ? { recovery_code: code } : { code }) }))
    } catch (error) {
      const problem = asProblem(error)
      if (problem.code === 'unauthenticated') return onBack(codeRefusalOf(problem, recovering, t))
      setRefusal(codeRefusalOf(problem, recovering, t))
      setBusy(false)
      // Whoever typed on meanwhile is not to type over it.
      if (field.current?.value.trim() === code) field.current.select()
    }
  }

  function sendWhole(): void {
    const code = field.current?.value.trim() ?? ''
    if (code === checked.current) return
    checked.current = ''
    if (!recovering && /^(\d\s*){6}$/.test(code)) form.current?.requestSubmit()
  }
  const sendMeanwhile = useEffectEvent(sendWhole)
  // Six digits may have been typed while others were looked at.
  useEffect(() => {
    if (!busy && !blocked) sendMeanwhile()
  }, [busy, blocked])

  function change(): void {
    setRecovering(!recovering)
    setRefusal({})
  }

  return (
    <form
      ref={form}
      className="sign-in-form"
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={t('code.form')}
    >
      <Field
        // Another kind of code begins with an empty field, and in it.
        key={recovering ? 'recovery' : 'code'}
        ref={field}
        label={t(recovering ? 'code.recovery' : 'code.digits')}
        name="code"
        type="text"
        inputMode={recovering ? 'text' : 'numeric'}
        autoComplete={recovering ? 'off' : 'one-time-code'}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={recovering ? 40 : 12}
        className="figures"
        error={refusal.code}
        onChange={sendWhole}
        autoFocus
      />
      <div>
        <FormAlert text={refusal.form} />
        <Button look="filled" size="form" type="submit" disabled={busy || blocked} className="figures">
          {blocked ? t('again', { seconds: wait }) : t(busy ? 'signingIn' : 'signIn')}
        </Button>
      </div>
      <div className="sign-in-ways">
        <Button look="link" onClick={change}>
          {t(recovering ? 'code.useApp' : 'code.useRecovery')}
        </Button>
        <Button look="link" onClick={() => onBack({})}>
          {t('code.back')}
        </Button>
      </div>
    </form>
  )
}
