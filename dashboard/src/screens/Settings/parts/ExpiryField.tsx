import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../ui/Field.tsx'
import { Choice } from './Choice.tsx'
import { dayField, type ExpiryChoice, expiryChoices, expiryFrom } from './expiry.ts'
import { dayOf } from './when.ts'

export type Expiring = { choice: ExpiryChoice; day: string }

type ExpiryFieldProps = {
  value: Expiring
  onChange(value: Expiring): void
  now: number
  error: string | undefined
}

const DAY = 86_400_000

export function ExpiryField({ value, onChange, now, error }: ExpiryFieldProps): ReactElement {
  const { t } = useTranslation('settings')
  const { choice, day } = value
  const until = choice === 'date' ? null : expiryFrom(choice, day, now)
  return (
    <>
      <Choice
        label={t('expiry.label')}
        help={until === null ? t(`expiry.help-${choice}`) : t('expiry.until', { day: dayOf(until) })}
        value={choice}
        onChange={(event) => {
          const picked = expiryChoices.find((one) => one === event.currentTarget.value)
          if (picked) onChange({ ...value, choice: picked })
        }}
      >
        {expiryChoices.map((one) => (
          <option key={one} value={one}>
            {t(`expiry.${one}`)}
          </option>
        ))}
      </Choice>
      {choice === 'date' && (
        <Field
          label={t('expiry.day')}
          type="date"
          value={day}
          min={dayField(now)}
          max={dayField(now + 3_650 * DAY)}
          error={error}
          onChange={(event) => onChange({ ...value, day: event.currentTarget.value })}
        />
      )}
    </>
  )
}
