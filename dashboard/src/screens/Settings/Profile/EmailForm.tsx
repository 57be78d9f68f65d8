import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { changeEmail } from '../../../api/own.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { showToast } from '../../../ui/toast.ts'
import { PlainForm } from '../parts/PlainForm.tsx'
import { secretIn, typed, useForm, type Wrong } from '../parts/use-form.ts'
import { useSettings } from '../settings-context.ts'
import { TEAM } from '../Teammates/team-keys.ts'

export function EmailForm(): ReactElement {
  const { t } = useTranslation('settings')
  const { session, refreshSession } = useSettings()
  const { email } = session.teammate
  const queries = useQueryClient()
  const { wrong, busy, submit } = useForm({
    check(form): Wrong {
      if (typed(form, 'email') === '') return { email: t('invite.missing') }
      return secretIn(form, 'password') === '' ? { password: t('password.missing') } : {}
    },
    send: (form) => changeEmail({ email: typed(form, 'email'), password: secretIn(form, 'password') }),
    explain({ code, field }) {
      if (code === 'conflict' && field === 'email') return { email: t('invite.taken') }
      if (field === 'email') return { email: t('invite.no-address') }
      return field === 'password' ? { password: t('password.wrong') } : undefined
    },
    onSent() {
      showToast({ text: t('profile.email-changed') })
      refreshSession()
      void queries.invalidateQueries({ queryKey: TEAM })
    },
  })
  return (
    <PlainForm label={t('profile.email-title')} failure={wrong.form} onSubmit={(form) => void submit(form)}>
      <Field
        key={email}
        label={t('profile.email')}
        name="email"
        type="email"
        defaultValue={email}
        autoComplete="username"
        maxLength={254}
        error={wrong.email}
      />
      <Field
        key={`password of ${email}`}
        label={t('password.current')}
        name="password"
        type="password"
        autoComplete="current-password"
        error={wrong.password}
      />
      <div className="set-form-buttons">
        <Button type="submit" disabled={busy}>
          {t('profile.change-email')}
        </Button>
      </div>
    </PlainForm>
  )
}
