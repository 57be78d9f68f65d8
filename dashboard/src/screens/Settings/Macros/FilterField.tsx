import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import '../../../ui/Field.css'
import './FilterField.css'

type FilterFieldProps = { value: string; found: number; of: number; onChange(value: string): void }

export function FilterField({ value, found, of, onChange }: FilterFieldProps): ReactElement {
  const { t } = useTranslation('settings')
  return (
    <div className="macro-filter">
      <div className="field-box">
        <Icon name="search" size={14} />
        <input
          type="search"
          dir="auto"
          aria-label={t('macros.filter')}
          placeholder={t('macros.filter-example')}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      <p className="quiet figures" role="status">
        {value.trim() === '' ? t('macros.count', { count: of }) : t('macros.found', { found, count: of })}
      </p>
    </div>
  )
}
