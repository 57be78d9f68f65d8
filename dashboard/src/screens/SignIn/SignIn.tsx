import { type ReactElement, useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import type { Credentials } from '../../api/session.ts'
import { CodeForm } from './CodeForm.tsx'
import type { Refusal } from './refusal.ts'
import { SignInForm } from './SignInForm.tsx'
import { SignInSheet } from './SignInSheet.tsx'

type SignInProps = { notice: string | null; onSignedIn(session: SessionBody): void }

/** A password that was right and is not enough; or, back from there, why. */
type Step = { credentials: Credentials } | { refusal: Refusal }

export function SignIn({ notice, onSignedIn }: SignInProps): ReactElement {
  const { t } = useTranslation('sign-in')
  const [step, setStep] = useState<Step>({ refusal: {} })
  if ('credentials' in step) {
    return (
      <SignInSheet title={t('code.title')} where={t('code.where')} notice={null} foot={t('code.lost')}>
        <CodeForm
          credentials={step.credentials}
          onSignedIn={onSignedIn}
          onBack={(refusal) => setStep({ refusal })}
        />
      </SignInSheet>
    )
  }
  return (
    <SignInSheet
      title={t('signIn')}
      where={t('to')}
      notice={notice}
      foot={<Trans t={t} i18nKey="firstAccount" components={{ 1: <code /> }} />}
    >
      <SignInForm
        refused={step.refusal}
        onSignedIn={onSignedIn}
        onCodeNeeded={(credentials) => setStep({ credentials })}
      />
    </SignInSheet>
  )
}
