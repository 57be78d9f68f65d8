import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { disableSecondFactor } from '../../../api/own.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { showToast } from '../../../ui/toast.ts'
import { Banner } from '../parts/Banner.tsx'
import { useForm } from '../parts/use-form.ts'
import type { FactorDialog } from './Enrol.tsx'
import { checkProof, explainProof, ProofFields, proofIn } from './ProofFields.tsx'

export function TurnOff({ onChanged, onClose }: FactorDialog): ReactElement {
  const { t } = useTranslation('settings')
  const { wrong, busy, submit } = useForm({
    check: (form) => checkProof(t, form),
    send: (form) => disableSecondFactor(proofIn(form)),
    explain: (problem) => explainProof(t, problem),
    onSent() {
      showToast({ text: t('factor.turned-off') })
      onChanged()
      onClose()
    },
  })
  return (
    <Dialog
      title={t('factor.turn-off-title')}
      onClose={onClose}
      onSubmit={(form) => void submit(form)}
      buttons={
        <>
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button look="danger" type="submit" disabled={busy}>
            {t('factor.turn-off')}
          </Button>
        </>
      }
    >
      {wrong.form && <Banner tone="fail">{wrong.form}</Banner>}
      <p>{t('factor.turn-off-about')}</p>
      <ProofFields wrong={wrong} />
    </Dialog>
  )
}
