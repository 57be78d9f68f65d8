import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '../../../routing/address.ts'
import { Link } from '../../../routing/Link.tsx'
import { settingsHref } from '../../../routing/route.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FormSkeleton } from '../parts/FormSkeleton.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { SiteList } from './SiteList.tsx'
import { SitePage } from './SitePage.tsx'
import { CHAT_SITES, sitePlace } from './site-place.ts'
import { useSites } from './use-sites.ts'
import './ChatSites.css'
import './Parts.css'

/** The list of sites, or the one that the address names. */
export default function ChatSites(): ReactElement {
  const { t } = useTranslation('sites')
  const place = sitePlace(useAddress())
  const sites = useSites()
  if (place === null) return <SiteList sites={sites} />
  const site = sites.data?.find(({ id }) => id === place.site)
  return (
    <div className="set-page">
      <Loaded query={sites} what={t('failed-one')} skeleton={<FormSkeleton fields={4} />}>
        {site ? (
          <SitePage key={site.id} site={site} part={place.part} />
        ) : (
          <>
            <EmptyState icon="chat" title={t('gone')}>
              {t('gone-about')}
            </EmptyState>
            <p className="site-gone">
              <Link href={settingsHref(CHAT_SITES)}>{t('to-all')}</Link>
            </p>
          </>
        )}
      </Loaded>
    </div>
  )
}
