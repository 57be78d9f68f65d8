import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { renewRecoveryCodes } from '../../../api/own.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Banner } from '../parts/Banner.tsx'
import { useForm } from '../parts/use-form.ts'
import type { FactorDialog } from './Enrol.tsx'
import { checkProof, explainProof, ProofFields, proofIn } from './ProofFields.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

export function Renew({ onChanged, onClose }: FactorDialog): ReactElement {
  const { t } = useTranslation('settings')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const { wrong, busy, submit } = useForm({
    check: (form) => checkProof(t, form),
    send: (form) => renewRecoveryCodes(proofIn(form)),
    explain: (problem) => explainProof(t, problem),
    onSent({ recovery_codes }) {
      onChanged()
      setCodes(recovery_codes ?? [])
    },
  })
  if (codes) return <RecoveryCodes codes={codes} renewed onDone={onClose} />
  return (
    <Dialog
      title={t('factor.renew-title')}
      onClose={onClose}
      onSubmit={(form) => void submit(form)}
      buttons={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="filled" type="submit" disabled={busy}>
            {t('factor.renew')}
          </Button>
        </>
      }
    >
      {wrong.form && <Banner tone="fail">{wrong.form}</Banner>}
      <p>{t('factor.renew-about')}</p>
      <ProofFields wrong={wrong} />
    </Dialog>
  )
}
