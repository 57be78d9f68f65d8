import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganisationSettingsBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { PlainForm } from '../parts/PlainForm.tsx'
import { typed } from '../parts/use-form.ts'
import { useOrganisationForm } from './use-organisation-form.ts'
import './Organisation.css'

export function NameForm({ organisation }: { organisation: OrganisationSettingsBody }): ReactElement {
  const { t } = useTranslation('settings')
  const { wrong, busy, submit } = useOrganisationForm({
    check: (form): Record<string, string> =>
      typed(form, 'name') === '' ? { name: t('organisation.name-missing') } : {},
    read: (form) => ({ name: typed(form, 'name') }),
  })
  return (
    <PlainForm label={t('organisation.title')} failure={wrong.form} onSubmit={(form) => void submit(form)}>
      <Field
        key={organisation.name}
        label={t('organisation.name')}
        name="name"
        defaultValue={organisation.name}
        autoComplete="organization"
        maxLength={120}
        error={wrong.name}
      />
      <dl className="set-facts">
        <div>
          <dt>{t('organisation.prefix')}</dt>
          <dd>{t('organisation.prefix-example', { prefix: organisation.prefix })}</dd>
        </div>
        <div>
          <dt>{t('organisation.slug')}</dt>
          <dd className="set-code">{organisation.slug}</dd>
        </div>
      </dl>
      <div className="set-form-buttons">
        <Button look="filled" type="submit" disabled={busy}>
          {t('save')}
        </Button>
      </div>
    </PlainForm>
  )
}
