import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Page, Section } from '../parts/Page.tsx'
import { EmailForm } from './EmailForm.tsx'
import { NameForm } from './NameForm.tsx'

export default function Profile(): ReactElement {
  const { t } = useTranslation('settings')
  return (
    <Page title={t('profile.title')} about={t('profile.about')} narrow>
      <NameForm />
      <Section title={t('profile.email-title')} about={t('profile.email-about')}>
        <EmailForm />
      </Section>
    </Page>
  )
}
