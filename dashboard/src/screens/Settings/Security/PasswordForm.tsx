import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changePassword } from '../../../api/own.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { showToast } from '../../../ui/toast.ts'
import { PlainForm } from '../parts/PlainForm.tsx'
import { secretIn, useForm, type Wrong } from '../parts/use-form.ts'
import { useSettings } from '../settings-context.ts'

const SHORTEST = 10

export function PasswordForm(): ReactElement {
  const { t } = useTranslation('settings')
  const { email } = useSettings().session.teammate
  const [shown, setShown] = useState(false)
  // Counts changes: what was typed goes with the fields it was typed in.
  const [round, setRound] = useState(0)
  const { wrong, busy, submit } = useForm({
    check(form): Wrong {
      if (secretIn(form, 'current') === '') return { current: t('password.missing') }
      return secretIn(form, 'new').length < SHORTEST ? { new: t('password.short', { count: SHORTEST }) } : {}
    },
    send: (form) => changePassword({ current: secretIn(form, 'current'), new: secretIn(form, 'new') }),
    explain: ({ field }) => (field === 'current' ? { current: t('password.wrong') } : undefined),
    onSent() {
      setRound(round + 1)
      showToast({ text: t('password.changed') })
    },
  })
  return (
    <PlainForm
      key={round}
      label={t('password.title')}
      failure={wrong.form}
      onSubmit={(form) => void submit(form)}
    >
      {/* What a password manager files the new password under. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field
        label={t('password.current')}
        name="current"
        type="password"
        autoComplete="current-password"
        error={wrong.current}
      />
      <div className="set-help-of">
        <Field
          label={t('password.new')}
          name="new"
          type={shown ? 'text' : 'password'}
          autoComplete="new-password"
          error={wrong.new}
          inside={
            <Button
              look="ghost"
              size="small"
              aria-pressed={shown}
              aria-label={t('password.show-label')}
              onClick={() => setShown(!shown)}
            >
              {shown ? t('password.hide') : t('password.show')}
            </Button>
          }
        />
        <p className="set-help">{t('password.help')}</p>
      </div>
      <div className="set-form-buttons">
        <Button type="submit" disabled={busy}>
          {t('password.change')}
        </Button>
      </div>
    </PlainForm>
  )
}
