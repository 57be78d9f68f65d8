import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { StartedSecondFactorBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { startSecondFactor } from '../../../api/own.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Banner } from '../parts/Banner.tsx'
import { secretIn, useForm, type Wrong } from '../parts/use-form.ts'

type StartStepProps = { onStarted(started: StartedSecondFactorBody): void; onClose(): void }

export function StartStep({ onStarted, onClose }: StartStepProps): ReactElement {
  const { t } = useTranslation('settings')
  const { wrong, busy, submit } = useForm({
    check: (form): Wrong => (secretIn(form, 'password') === '' ? { password: t('password.missing') } : {}),
    send: (form) => startSecondFactor(secretIn(form, 'password')),
    explain: ({ field }) => (field === 'password' ? { password: t('password.wrong') } : undefined),
    onSent: onStarted,
  })
  return (
    <Dialog
      title={t('enrol.title')}
      onClose={onClose}
      onSubmit={(form) => void submit(form)}
      hint={t('enrol.step', { step: 1 })}
      buttons={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="filled" type="submit" disabled={busy}>
            {t('enrol.next')}
          </Button>
        </>
      }
    >
      {wrong.form && <Banner tone="fail">{wrong.form}</Banner>}
      <p>{t('enrol.password-about')}</p>
      <Field
        label={t('password.current')}
        name="password"
        type="password"
        autoComplete="current-password"
        error={wrong.password}
        data-autofocus
      />
    </Dialog>
  )
}
