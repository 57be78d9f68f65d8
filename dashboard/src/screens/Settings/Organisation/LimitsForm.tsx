import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganisationSettingsBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { PlainForm } from '../parts/PlainForm.tsx'
import { typed, type Wrong } from '../parts/use-form.ts'
import { useOrganisationForm } from './use-organisation-form.ts'
import './Organisation.css'

type Limits = OrganisationSettingsBody['limits']

const names = ['tickets_per_second', 'replies_per_minute'] as const satisfies readonly (keyof Limits)[]
const MOST = 100_000

/** Empty: the server's default. */
const limitIn = (form: FormData, name: string) =>
  typed(form, name) === '' ? null : Number(typed(form, name))

export function LimitsForm({ limits }: { limits: Limits }): ReactElement {
  const { t } = useTranslation('settings')
  const { wrong, busy, submit } = useOrganisationForm({
    check(form): Wrong {
      const wrongs = names.filter((name) => {
        const value = limitIn(form, name)
        return value !== null && !(Number.isInteger(value) && value >= 1 && value <= MOST)
      })
      return Object.fromEntries(wrongs.map((name) => [name, t('limits.wrong', { most: MOST })]))
    },
    read: (form) => ({ limits: Object.fromEntries(names.map((name) => [name, limitIn(form, name)])) }),
  })
  return (
    <PlainForm label={t('limits.title')} failure={wrong.form} onSubmit={(form) => void submit(form)}>
      <div className="set-limits">
        {names.map((name) => (
          <Field
            key={`${name} ${limits[name]}`}
            label={t(`limits.${name}`)}
            name={name}
            inputMode="numeric"
            className="figures"
            placeholder={t('limits.default')}
            defaultValue={limits[name] ?? ''}
            autoComplete="off"
            error={wrong[name]}
          />
        ))}
      </div>
      <div className="set-form-buttons">
        <Button type="submit" disabled={busy}>
          {t('limits.save')}
        </Button>
      </div>
    </PlainForm>
  )
}
