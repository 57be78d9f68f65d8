import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Banner } from '../parts/Banner.tsx'
import { Snippet } from '../parts/Snippet.tsx'

/** The one line for their page, with the real key, and what else one may need along with it. */
export function Install({ site }: { site: SiteBody }): ReactElement {
  const { t } = useTranslation('sites')
  const { origin } = location
  const source = `"${origin}/widget.js"`
  const key = `"${site.site_key}"`
  const policy = `script-src ${origin}; connect-src ${origin}`
  const page = `${origin}/chat/${encodeURIComponent(site.site_key)}`
  const demo = `/demo?site_key=${encodeURIComponent(site.site_key)}`
  return (
    <section className="site-install" aria-label={t('part.install')}>
      {!site.enabled && <Banner tone="warn">{t('install.off')}</Banner>}
      <div>
        <Snippet
          title={t('install.snippet')}
          text={`<script src=${source} data-site-key=${key} async></script>`}
          copyLabel={t('install.copy-snippet')}
        >
          {'<'}
          <span className="set-snippet-name">script</span> src=
          <span className="set-snippet-text">{source}</span> data-site-key=
          <span className="set-snippet-text">{key}</span> async{'></'}
          <span className="set-snippet-name">script</span>
          {'>'}
        </Snippet>
        <p className="set-help">{t('install.snippet-help')}</p>
      </div>
      <a
        className="button button-outline button-normal site-demo"
        href={demo}
        target="_blank"
        rel="noreferrer"
      >
        <Icon name="external-link" size={14} />
        {t('install.demo')}
      </a>
      <div>
        <Snippet title={t('install.link')} text={page} copyLabel={t('install.copy-link')}>
          <span className="set-snippet-text">{page}</span>
        </Snippet>
        <p className="set-help">{t('install.link-help')}</p>
      </div>
      <div>
        <Snippet title={t('install.policy')} text={policy} copyLabel={t('install.copy-policy')}>
          <span className="set-snippet-name">script-src</span> {origin};{' '}
          <span className="set-snippet-name">connect-src</span> {origin}
        </Snippet>
        <p className="set-help">{t('install.policy-help')}</p>
      </div>
    </section>
  )
}
