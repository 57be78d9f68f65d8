import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteFields } from '../../../../api/sites.ts'
import { Button } from '../../../../ui/Button.tsx'
import { Banner } from '../../parts/Banner.tsx'
import { Choice } from '../../parts/Choice.tsx'
import { Tick } from '../../parts/Tick.tsx'
import { DAYS, type Day, type Span } from '../clock.ts'
import { OptionalReply } from '../OptionalReply.tsx'
import type { SiteForm } from '../use-site-form.ts'
import { DayRow } from './DayRow.tsx'
import { Holidays } from './Holidays.tsx'
import './Hours.css'

type OfficeHours = NonNullable<SiteFields['office_hours']>

const WORKDAYS = DAYS.slice(0, 5)
const NINE_TO_FIVE: Span[] = [{ from: '09:00', to: '17:00' }]

function beginning(): OfficeHours {
  const week = Object.fromEntries(WORKDAYS.map((day) => [day, NINE_TO_FIVE]))
  return { time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, week, holidays: [] }
}

/** When people are there, and what visitors are told while they are not. */
export function Hours({ form }: { form: SiteForm }): ReactElement {
  const { t } = useTranslation('sites')
  const { site, draft, wrong, change } = form
  const hours = draft.office_hours
  const set = (more: Partial<OfficeHours>): void => {
    if (hours) change({ office_hours: { ...hours, ...more } })
  }
  function setDay(day: Day, spans: Span[]): void {
    if (!hours) return
    const { [day]: _, ...others } = hours.week
    // In the order of the week, so that the same hours are the same, whoever set them in which order.
    const all: OfficeHours['week'] = spans.length === 0 ? others : { ...others, [day]: spans }
    set({ week: Object.fromEntries(DAYS.flatMap((one) => (all[one] ? [[one, all[one]]] : []))) })
  }
  const monday = hours?.week.mon
  return (
    <section className="set-form" aria-label={t('part.hours')}>
      <fieldset className="site-radios">
        <legend className="for-readers">{t('part.hours')}</legend>
        <Tick
          radio="hours"
          checked={hours === null}
          onChange={() => change({ office_hours: null })}
          about={t('hours.always-about')}
        >
          {t('always-open')}
        </Tick>
        <Tick
          radio="hours"
          checked={hours !== null}
          onChange={() => change({ office_hours: site.office_hours ?? beginning() })}
          about={t('hours.by-about')}
        >
          {t('by-hours')}
        </Tick>
      </fieldset>
      {wrong.office_hours && <Banner tone="fail">{wrong.office_hours}</Banner>}
      {hours && (
        <>
          <div className="site-zone">
            <Choice
              label={t('hours.zone')}
              value={hours.time_zone}
              onChange={(event) => set({ time_zone: event.currentTarget.value })}
            >
              {zones(hours.time_zone).map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </Choice>
          </div>
          <div className="site-days">
            {DAYS.map((day) => (
              <DayRow
                key={day}
                day={day}
                spans={hours.week[day] ?? []}
                error={wrong[`office_hours.week.${day}`]}
                onChange={(spans) => setDay(day, spans)}
              />
            ))}
          </div>
          {monday && monday.length > 0 && (
            <Button
              className="site-same"
              size="small"
              icon="copy"
              onClick={() =>
                set({ week: { ...hours.week, ...Object.fromEntries(WORKDAYS.map((day) => [day, monday])) } })
              }
            >
              {t('hours.same')}
            </Button>
          )}
          <Holidays holidays={hours.holidays} wrong={wrong} onChange={(holidays) => set({ holidays })} />
          <OptionalReply
            tick={t('closed')}
            about={t('closed-about')}
            label={t('closed-label')}
            value={draft.closed_reply}
            suggestion={site.closed_reply ?? t('closed-example')}
            error={wrong.closed_reply}
            onChange={(closed_reply) => change({ closed_reply })}
          />
        </>
      )}
    </section>
  )
}

/** Every zone the browser knows, and the one that is set, which it may know by another name. */
function zones(set: string): string[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  return [...new Set([set, ...known])].sort((a, b) => a.localeCompare(b))
}
