import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'

/** A title, a line of words and a table, where most pages have theirs. Hidden for the first 150 ms. */
export function SettingsSkeleton(): ReactElement {
  const { t } = useTranslation('shell')
  return (
    <div className="skeleton settings-skeleton" aria-busy="true">
      <p className="for-readers" role="status">
        {t('settings.loading')}
      </p>
      <i />
      <i />
      <i />
      <i />
      <i />
    </div>
  )
}
