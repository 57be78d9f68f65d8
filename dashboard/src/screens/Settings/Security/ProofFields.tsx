import type { TFunction } from 'i18next'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Proof } from '../../../api/own.ts'
import type { Problem } from '../../../api/problem.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { secretIn, typed, type Wrong } from '../parts/use-form.ts'

/** The password, and a code of the app or one of the recovery codes. */
export function ProofFields({ wrong }: { wrong: Wrong }): ReactElement {
  const { t } = useTranslation('settings')
  const [recovering, setRecovering] = useState(false)
  const name = recovering ? 'recovery_code' : 'code'
  return (
    <>
      <Field
        label={t('password.current')}
        name="password"
        type="password"
        autoComplete="current-password"
        error={wrong.password}
        data-autofocus
      />
      <Field
        key={name}
        label={recovering ? t('proof.recovery') : t('enrol.code')}
        name={name}
        inputMode={recovering ? 'text' : 'numeric'}
        autoComplete={recovering ? 'off' : 'one-time-code'}
        maxLength={recovering ? 40 : 12}
        className="figures"
        spellCheck={false}
        error={wrong[name] ?? wrong.code}
      />
      <div>
        <Button look="link" className="set-proof-other" onClick={() => setRecovering(!recovering)}>
          {recovering ? t('proof.use-code') : t('proof.use-recovery')}
        </Button>
      </div>
    </>
  )
}

export function proofIn(form: FormData): Proof {
  const recovery = typed(form, 'recovery_code')
  const password = secretIn(form, 'password')
  return recovery === '' ? { password, code: typed(form, 'code') } : { password, recovery_code: recovery }
}

export function checkProof(t: TFunction<'settings'>, form: FormData): Wrong {
  if (secretIn(form, 'password') === '') return { password: t('password.missing') }
  const given = typed(form, 'code') + typed(form, 'recovery_code')
  return given === '' ? { code: t('enrol.code-missing') } : {}
}

export function explainProof(t: TFunction<'settings'>, { field }: Problem): Wrong | undefined {
  if (field === 'password') return { password: t('password.wrong') }
  if (field === 'code') return { code: t('enrol.code-wrong') }
  return field === 'recovery_code' ? { recovery_code: t('proof.recovery-wrong') } : undefined
}
