import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../ui/Badge.tsx'
import { dayOf, expiryOf, momentOf } from './when.ts'

type ExpiresProps = {
  at: string | null
  now: number
  /** What always ends soon, as invitations do, needs no warning of it. */
  calm?: boolean
}

/** When a key or token ends: amber before it does, brick after. */
export function Expires({ at, now, calm = false }: ExpiresProps): ReactElement {
  const { t } = useTranslation('settings')
  const { state, days } = expiryOf(at, now)
  if (at === null || state === 'never') return <>{t('expires.never')}</>
  if (state === 'far' || (calm && state === 'soon'))
    return (
      <time className="figures" dateTime={at} title={momentOf(at)}>
        {dayOf(at)}
      </time>
    )
  return (
    <time dateTime={at} title={momentOf(at)}>
      {state === 'soon' ? (
        <Badge tone="warn" icon="clock">
          {t('expires.soon', { count: days })}
        </Badge>
      ) : (
        <Badge tone="fail" icon="circle-alert">
          {t('expires.past', { day: dayOf(at) })}
        </Badge>
      )}
    </time>
  )
}
