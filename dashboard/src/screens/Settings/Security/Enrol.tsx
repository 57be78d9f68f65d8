import { type ReactElement, useState } from 'react'
import type { StartedSecondFactorBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { ScanStep } from './ScanStep.tsx'
import { StartStep } from './StartStep.tsx'

export type FactorDialog = {
  /** It is on or off by now, or there are other recovery codes. */
  onChanged(): void
  onClose(): void
}

type Step =
  | { at: 'password' }
  | { at: 'scan'; started: StartedSecondFactorBody }
  | { at: 'codes'; codes: readonly string[] }

/** The password, the app and its first code, then the recovery codes, which are shown once. */
export function Enrol({ onChanged, onClose }: FactorDialog): ReactElement {
  const [step, setStep] = useState<Step>({ at: 'password' })
  if (step.at === 'password')
    return <StartStep onStarted={(started) => setStep({ at: 'scan', started })} onClose={onClose} />
  if (step.at === 'scan')
    return (
      <ScanStep
        started={step.started}
        onConfirmed={(codes) => {
          onChanged()
          setStep({ at: 'codes', codes })
        }}
        onClose={onClose}
      />
    )
  return <RecoveryCodes codes={step.codes} onDone={onClose} />
}
