import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteFields } from '../../../../api/sites.ts'
import { Button, IconButton } from '../../../../ui/Button.tsx'
import { Icon } from '../../../../ui/Icon.tsx'
import type { Wrong } from '../../parts/use-form.ts'

type List = NonNullable<SiteFields['office_hours']>['holidays']
type HolidaysProps = { holidays: List; wrong: Wrong; onChange(holidays: List): void }

/** Days on which nobody is there, whatever the week says. */
export function Holidays({ holidays, wrong, onChange }: HolidaysProps): ReactElement {
  const { t } = useTranslation('sites')
  const set = (place: number, part: Partial<List[number]>): void =>
    onChange(holidays.map((one, at) => (at === place ? { ...one, ...part } : one)))
  return (
    <div className="site-holidays">
      <h3>{t('hours.holidays')}</h3>
      {holidays.length === 0 && <p className="set-help">{t('hours.no-holidays')}</p>}
      {holidays.map(({ date, name }, place) => {
        const error = wrong[`office_hours.holidays.${place}`]
        const id = `holiday-${place}-error`
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day that is being typed is known by its place alone
          <div className="site-holiday" key={place}>
            <input
              type="date"
              className={error ? 'site-date site-clock-wrong' : 'site-date'}
              aria-label={t('hours.date', { count: place + 1 })}
              aria-invalid={error !== undefined}
              aria-describedby={error ? id : undefined}
              value={date}
              onChange={(event) => set(place, { date: event.currentTarget.value })}
            />
            <input
              className="site-holiday-name"
              aria-label={t('hours.holiday', { count: place + 1 })}
              placeholder={t('hours.holiday-example')}
              dir="auto"
              maxLength={100}
              value={name}
              onChange={(event) => set(place, { name: event.currentTarget.value })}
            />
            <IconButton
              icon="x"
              label={t('hours.remove-holiday', { name: name || date })}
              onClick={() => onChange(holidays.filter((_, at) => at !== place))}
            />
            {error && (
              <p className="field-error" id={id}>
                <Icon name="circle-alert" size={12} />
                {error}
              </p>
            )}
          </div>
        )
      })}
      <Button size="small" icon="plus" onClick={() => onChange([...holidays, { date: '', name: '' }])}>
        {t('hours.add-holiday')}
      </Button>
    </div>
  )
}
