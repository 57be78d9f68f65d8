import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Link } from '../../../routing/Link.tsx'
import { Badge } from '../../../ui/Badge.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { Table } from '../parts/Table.tsx'
import { dayOf } from '../parts/when.ts'
import { Dot } from './Dot.tsx'
import { siteHref } from './site-place.ts'

export function SiteTable({ sites }: { sites: readonly SiteBody[] }): ReactElement {
  const { t } = useTranslation(['sites', 'settings'])
  const origins = ({ allowed_origins }: SiteBody): string =>
    allowed_origins.length === 0 ? t('any-page') : t('pages', { count: allowed_origins.length })
  return (
    <Table
      label={t('title')}
      columns={[
        { label: t('column.name', { ns: 'settings' }) },
        { label: t('column.state') },
        { label: t('column.origins'), wide: true },
        { label: t('column.hours'), wide: true },
        { label: t('column.created', { ns: 'settings' }), wide: true },
        { label: t('column.open'), mute: true },
      ]}
    >
      {sites.map((site) => {
        const name = safeText(site.name)
        return (
          <tr key={site.id} className="site-row">
            <td className="set-name">
              <Link className="site-name" href={siteHref(site.id)} title={name}>
                <Dot colour={site.appearance.colour} />
                <span className="ellipsis" dir="auto">
                  {name}
                </span>
              </Link>
              <span className="set-second set-phone">{origins(site)}</span>
            </td>
            <td>
              <State enabled={site.enabled} />
            </td>
            <td className="set-quiet set-wide figures">{origins(site)}</td>
            <td className="set-quiet set-wide">
              {site.office_hours === null ? t('always-open') : t('by-hours')}
            </td>
            <td className="set-quiet set-wide figures">{dayOf(site.created_at)}</td>
            <td className="set-act">
              <Icon name="chevron-right" />
            </td>
          </tr>
        )
      })}
    </Table>
  )
}

export function State({ enabled }: { enabled: boolean }): ReactElement {
  const { t } = useTranslation('sites')
  return enabled ? (
    <Badge tone="open" icon="circle-check">
      {t('on')}
    </Badge>
  ) : (
    <Badge tone="closed" icon="circle-dashed">
      {t('off')}
    </Badge>
  )
}
