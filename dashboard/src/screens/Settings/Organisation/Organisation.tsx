import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { readOrganisation } from '../../../api/organisation.ts'
import { FormSkeleton } from '../parts/FormSkeleton.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page, Section } from '../parts/Page.tsx'
import { LimitsForm } from './LimitsForm.tsx'
import { NameForm } from './NameForm.tsx'
import { ORGANISATION } from './organisation-key.ts'

export default function Organisation(): ReactElement {
  const { t } = useTranslation('settings')
  const query = useQuery({
    queryKey: ORGANISATION,
    queryFn: ({ signal }) => readOrganisation(signal),
  })
  return (
    <Page title={t('organisation.title')} about={t('organisation.about')} narrow>
      <Loaded query={query} what={t('organisation.failed')} skeleton={<FormSkeleton fields={1} />}>
        {query.data && (
          <>
            <NameForm organisation={query.data} />
            <Section title={t('limits.title')} about={t('limits.about')}>
              <LimitsForm limits={query.data.limits} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  )
}
