import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { changeTeammate } from '../../../api/team.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { showToast } from '../../../ui/toast.ts'
import { VoiceMark } from '../../../ui/VoiceMark.tsx'
import { PlainForm } from '../parts/PlainForm.tsx'
import { typed, useForm } from '../parts/use-form.ts'
import { useSettings } from '../settings-context.ts'
import { TEAM } from '../Teammates/team-keys.ts'
import './Profile.css'

export function NameForm(): ReactElement {
  const { t } = useTranslation('settings')
  const { session, refreshSession } = useSettings()
  const { id, name, role } = session.teammate
  const queries = useQueryClient()
  const { wrong, busy, submit } = useForm({
    check: (form): Record<string, string> =>
      typed(form, 'name') === '' ? { name: t('profile.name-missing') } : {},
    send: (form) => changeTeammate(id, { name: typed(form, 'name') }),
    onSent() {
      showToast({ text: t('saved') })
      refreshSession()
      void queries.invalidateQueries({ queryKey: TEAM })
    },
  })
  return (
    <>
      <div className="set-who">
        <VoiceMark voice="me" name={name} size={40} />
        <div>
          <p className="set-who-name ellipsis">{name}</p>
          <p className="quiet">
            {t('profile.role', { role: t(`role.${role}`), where: session.organisation.name })}
          </p>
        </div>
      </div>
      <PlainForm label={t('profile.title')} failure={wrong.form} onSubmit={(form) => void submit(form)}>
        <Field
          key={name}
          label={t('profile.name')}
          name="name"
          defaultValue={name}
          autoComplete="name"
          maxLength={120}
          error={wrong.name}
        />
        <div className="set-form-buttons">
          <Button look="filled" type="submit" disabled={busy}>
            {t('save')}
          </Button>
        </div>
      </PlainForm>
    </>
  )
}
