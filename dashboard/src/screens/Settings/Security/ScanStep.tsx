import { type ChangeEvent, type ReactElement, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { StartedSecondFactorBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { confirmSecondFactor } from '../../../api/own.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Banner } from '../parts/Banner.tsx'
import { CopyButton } from '../parts/CopyButton.tsx'
import { typed, useForm, type Wrong } from '../parts/use-form.ts'
import { QrCode } from './QrCode.tsx'
import './ScanStep.css'

type ScanStepProps = {
  started: StartedSecondFactorBody
  onConfirmed(codes: readonly string[]): void
  onClose(): void
}

const SIX_DIGITS = /^\s*(\d\s*){6}$/

export function ScanStep({ started, onConfirmed, onClose }: ScanStepProps): ReactElement {
  const { t } = useTranslation('settings')
  const secret = started.secret ?? ''
  const shown = useRef<HTMLElement>(null)
  const { wrong, busy, submit } = useForm({
    check: (form): Wrong => (SIX_DIGITS.test(typed(form, 'code')) ? {} : { code: t('enrol.code-missing') }),
    send: (form) => confirmSecondFactor(typed(form, 'code')),
    explain: ({ field }) => (field === 'code' ? { code: t('enrol.code-wrong') } : undefined),
    onSent: ({ recovery_codes }) => onConfirmed(recovery_codes ?? []),
  })
  /** Six digits send themselves, as at signing in. */
  function onCode(event: ChangeEvent<HTMLInputElement>): void {
    if (SIX_DIGITS.test(event.target.value)) event.target.form?.requestSubmit()
  }
  return (
    <Dialog
      title={t('enrol.title')}
      size={560}
      onClose={onClose}
      onSubmit={(form) => void submit(form)}
      hint={t('enrol.step', { step: 2 })}
      buttons={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="filled" type="submit" disabled={busy}>
            {t('enrol.confirm')}
          </Button>
        </>
      }
    >
      {wrong.form && <Banner tone="fail">{wrong.form}</Banner>}
      <div className="set-scan">
        <QrCode text={started.otpauth_uri ?? ''} label={t('enrol.picture')} />
        <div className="set-scan-words">
          <p>{t('enrol.scan')}</p>
          <p className="quiet">{t('enrol.by-hand')}</p>
          <p className="set-scan-secret">
            <code ref={shown} dir="ltr">
              {secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
            </code>
            <CopyButton
              text={secret}
              label={t('enrol.copy-secret')}
              onRefused={() => shown.current && getSelection()?.selectAllChildren(shown.current)}
            />
          </p>
        </div>
      </div>
      <Field
        label={t('enrol.code')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        className="figures"
        spellCheck={false}
        error={wrong.code}
        onChange={onCode}
        data-autofocus
      />
    </Dialog>
  )
}
