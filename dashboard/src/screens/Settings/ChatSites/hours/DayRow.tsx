import { type ReactElement, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { locale } from '../../../../i18n/local.ts'
import { IconButton } from '../../../../ui/Button.tsx'
import { Icon } from '../../../../ui/Icon.tsx'
import { clockFrom, DAYS, type Day, nextSpan, type Span } from '../clock.ts'

type DayRowProps = { day: Day; spans: Span[]; error: string | undefined; onChange(spans: Span[]): void }

/** A day as one says it: closed, or from when to when, with breaks. */
export function DayRow({ day, spans, error, onChange }: DayRowProps): ReactElement {
  const { t } = useTranslation('sites')
  const id = useId()
  const name = dayName(day)
  const set = (place: number, part: Partial<Span>): void =>
    onChange(spans.map((span, at) => (at === place ? { ...span, ...part } : span)))
  const clock = (place: number, edge: keyof Span): ReactElement => (
    <input
      className={error === undefined ? 'site-clock' : 'site-clock site-clock-wrong'}
      aria-label={t(`hours.${edge}`, { day: name })}
      aria-invalid={error !== undefined}
      aria-describedby={error === undefined ? undefined : id}
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      dir="ltr"
      value={spans[place]?.[edge] ?? ''}
      onChange={(event) => set(place, { [edge]: event.currentTarget.value })}
      onBlur={(event) => {
        const exact = clockFrom(event.currentTarget.value)
        if (exact !== event.currentTarget.value) set(place, { [edge]: exact })
      }}
    />
  )
  return (
    <div className="site-day">
      <label className="site-day-name">
        <input
          type="checkbox"
          checked={spans.length > 0}
          onChange={(event) => onChange(event.currentTarget.checked ? [nextSpan([])] : [])}
        />
        {name}
      </label>
      {spans.length === 0 ? (
        <span className="site-day-closed">{t('hours.closed')}</span>
      ) : (
        <div className="site-spans">
          {spans.map((_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a stretch of time is known by its place alone
            <span className="site-span" key={place}>
              {clock(place, 'from')}
              <span aria-hidden="true">–</span>
              {clock(place, 'to')}
              {spans.length > 1 && (
                <IconButton
                  icon="x"
                  label={t('hours.remove', { day: name, from: spans[place]?.from })}
                  onClick={() => onChange(spans.filter((__, at) => at !== place))}
                />
              )}
            </span>
          ))}
          <IconButton
            icon="plus"
            label={t('hours.add', { day: name })}
            disabled={spans.length >= 10}
            onClick={() => onChange([...spans, nextSpan(spans)])}
          />
        </div>
      )}
      {error !== undefined && (
        <p className="field-error" id={id}>
          <Icon name="circle-alert" size={12} />
          {error}
        </p>
      )}
    </div>
  )
}

/** 2024 began on a Monday. */
function dayName(day: Day): string {
  const date = new Date(Date.UTC(2024, 0, 1 + DAYS.indexOf(day)))
  return date.toLocaleDateString(locale(), { weekday: 'long', timeZone: 'UTC' })
}
