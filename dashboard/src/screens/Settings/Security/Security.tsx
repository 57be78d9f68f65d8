import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Page, Section } from '../parts/Page.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { SecondFactor } from './SecondFactor.tsx'

export default function Security(): ReactElement {
  const { t } = useTranslation('settings')
  return (
    <Page title={t('security.title')} about={t('security.about')} narrow>
      <SecondFactor />
      <Section title={t('password.title')} about={t('password.about')}>
        <PasswordForm />
      </Section>
    </Page>
  )
}
