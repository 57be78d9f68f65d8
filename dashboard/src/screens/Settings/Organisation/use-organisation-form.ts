import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { changeOrganisation, type OrganisationChange } from '../../../api/organisation.ts'
import { showToast } from '../../../ui/toast.ts'
import { useForm, type Wrong } from '../parts/use-form.ts'
import { useSettings } from '../settings-context.ts'
import { ORGANISATION } from './organisation-key.ts'

export function useOrganisationForm(given: {
  check(form: FormData): Wrong
  read(form: FormData): OrganisationChange
}) {
  const { t } = useTranslation('settings')
  const { refreshSession } = useSettings()
  const queries = useQueryClient()
  return useForm({
    check: given.check,
    send: (form) => changeOrganisation(given.read(form)),
    onSent(organisation) {
      queries.setQueryData(ORGANISATION, organisation)
      showToast({ text: t('saved') })
      refreshSession()
    },
  })
}
