import { type ReactElement, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Link } from '../../../routing/Link.tsx'
import { settingsHref } from '../../../routing/route.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { Banner } from '../parts/Banner.tsx'
import { Dot } from './Dot.tsx'
import { PARTS, type Part, partOf } from './draft.ts'
import { General } from './General.tsx'
import { Hours } from './hours/Hours.tsx'
import { Install } from './Install.tsx'
import { KeysOfSite } from './keys/KeysOfSite.tsx'
import { Looks } from './looks/Looks.tsx'
import { Origins } from './Origins.tsx'
import { Preview } from './preview/Preview.tsx'
import { SaveBar } from './SaveBar.tsx'
import { State } from './SiteTable.tsx'
import { CHAT_SITES, siteHref } from './site-place.ts'
import { type SiteForm, useSiteForm } from './use-site-form.ts'

const shows: Record<Part, (form: SiteForm) => ReactElement> = {
  general: (form) => <General form={form} />,
  install: ({ site }) => <Install site={site} />,
  origins: (form) => <Origins form={form} />,
  hours: (form) => <Hours form={form} />,
  looks: (form) => <Looks form={form} />,
  keys: ({ site }) => <KeysOfSite site={site} />,
}
/** Where what is changed can be seen. */
const SEEN: readonly Part[] = ['general', 'hours', 'looks']

/** One site, part by part; what is changed in one part and not saved stays while one looks at another. */
export function SitePage({ site, part }: { site: SiteBody; part: Part }): ReactElement {
  const { t } = useTranslation('sites')
  const form = useSiteForm(site)
  const { draft, wrong, refusals } = form
  const name = safeText(site.name)
  const body = useRef<HTMLDivElement>(null)
  const title = useRef<HTMLHeadingElement>(null)

  // Who comes from the list goes on here.
  useEffect(() => title.current?.focus({ preventScroll: true }), [])
  // On a phone not all of them are in sight.
  useEffect(() => {
    const tab = body.current?.querySelector('.site-part[aria-current]')
    if (part && tab) tab.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [part])
  // The first that is wrong is where one goes on.
  useEffect(() => {
    if (refusals > 0) body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refusals])

  return (
    <div className="site" ref={body}>
      <Link className="site-back" href={settingsHref(CHAT_SITES)}>
        <Icon name="arrow-left" size={14} />
        {t('title')}
      </Link>
      <header className="site-head">
        <Dot colour={draft.appearance.colour} />
        <h2 ref={title} tabIndex={-1} className="ellipsis" dir="auto" title={name}>
          {name}
        </h2>
        <State enabled={site.enabled} />
      </header>
      <nav className="site-parts" aria-label={t('parts')}>
        {PARTS.map((one) => (
          <Link
            key={one}
            className="site-part"
            href={siteHref(site.id, one)}
            aria-current={one === part ? 'page' : undefined}
          >
            {t(`part.${one}`)}
            {Object.keys(wrong).some((field) => field !== 'form' && partOf(field) === one) && (
              <>
                <Icon name="circle-alert" size={12} />
                <span className="for-readers">{t('part-wrong')}</span>
              </>
            )}
          </Link>
        ))}
      </nav>
      <div className={SEEN.includes(part) ? 'site-body site-body-seen' : 'site-body'}>
        <div className="site-form">
          {wrong.form && <Banner tone="fail">{wrong.form}</Banner>}
          {shows[part](form)}
        </div>
        {SEEN.includes(part) && <Preview draft={draft} part={part} />}
      </div>
      <SaveBar form={form} />
    </div>
  )
}
