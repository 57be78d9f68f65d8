import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import type { IconName } from '../../../ui/icon-paths.ts'
import { hrefOf, isPlainClick, type Place } from '../place.ts'

type ViewLinkProps = {
  view: string
  label: string
  icon: IconName
  current: boolean
  go(place: Place): void
  count?: number | undefined
  capped?: boolean
  /** Counts what waits for oneself. */
  hot?: boolean
}

export function ViewLink({
  view,
  label,
  icon,
  current,
  go,
  count,
  capped = false,
  hot = false,
}: ViewLinkProps): ReactElement {
  const { t } = useTranslation('list')
  const target: Place = { view, conversation: null }
  const counted = count !== undefined && (count > 0 || capped)
  const words = counted ? t('views.counted', { label, count }) : label
  return (
    <a
      className="nav-link"
      href={hrefOf(target)}
      aria-current={current ? 'page' : undefined}
      title={words}
      onClick={(event) => {
        if (!isPlainClick(event)) return
        event.preventDefault()
        go(target)
      }}
    >
      <Icon name={icon} />
      <span className="nav-wide ellipsis" dir="auto">
        {label}
      </span>
      {counted && (
        <span className={hot ? 'nav-wide nav-count nav-count-hot' : 'nav-wide nav-count'}>
          {t('views.figure', { count })}
          {capped && '+'}
        </span>
      )}
    </a>
  )
}
