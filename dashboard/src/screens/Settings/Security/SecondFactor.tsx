import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readSecondFactor } from '../../../api/own.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Banner } from '../parts/Banner.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Section } from '../parts/Page.tsx'
import { TableSkeleton } from '../parts/Table.tsx'
import { dayOf } from '../parts/when.ts'
import { TEAM } from '../Teammates/team-keys.ts'
import { Enrol } from './Enrol.tsx'
import { Renew } from './Renew.tsx'
import { TurnOff } from './TurnOff.tsx'
import './SecondFactor.css'

const KEY = ['second-factor']
const FEW = 3

export function SecondFactor(): ReactElement {
  const { t } = useTranslation('settings')
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => readSecondFactor(signal) })
  const queries = useQueryClient()
  const [open, setOpen] = useState<'enrol' | 'renew' | 'off' | null>(null)
  const factor = query.data
  const left = factor?.recovery_codes_left ?? 0

  function refresh(): void {
    void queries.invalidateQueries({ queryKey: KEY })
    void queries.invalidateQueries({ queryKey: TEAM })
  }
  const dialog = {
    onChanged: refresh,
    onClose: () => setOpen(null),
  }

  return (
    <Section title={t('factor.title')} about={t('factor.about')}>
      <Loaded query={query} what={t('factor.failed')} skeleton={<TableSkeleton rows={1} />}>
        <div className="set-factor">
          <Icon name={factor?.enabled ? 'shield-check' : 'shield'} size={20} />
          <div className="set-factor-words">
            <p>
              <Badge tone={factor?.enabled ? 'open' : 'outline'}>
                {factor?.enabled ? t('factor.on') : t('factor.off')}
              </Badge>
            </p>
            <p className="quiet">
              {factor?.enabled_at
                ? t('factor.since', { day: dayOf(factor.enabled_at), count: left })
                : t('factor.off-about')}
            </p>
          </div>
          <div className="set-factor-buttons">
            {factor?.enabled ? (
              <>
                <Button onClick={() => setOpen('renew')}>{t('factor.renew')}</Button>
                <Button onClick={() => setOpen('off')}>{t('factor.turn-off')}</Button>
              </>
            ) : (
              <Button look="filled" onClick={() => setOpen('enrol')}>
                {t('factor.set-up')}
              </Button>
            )}
          </div>
        </div>
        {factor?.enabled && left <= FEW && <Banner tone="warn">{t('factor.few', { count: left })}</Banner>}
      </Loaded>
      {open === 'enrol' && <Enrol {...dialog} />}
      {open === 'renew' && <Renew {...dialog} />}
      {open === 'off' && <TurnOff {...dialog} />}
    </Section>
  )
}
