import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'

/** A page with a chat in its corner: what a site is, before there is one. */
export function NoSites(): ReactElement {
  const { t } = useTranslation('sites')
  return (
    <div className="site-none">
      <svg className="site-none-picture" viewBox="0 0 220 132" aria-hidden="true">
        <rect className="site-none-page" x="0.5" y="0.5" width="219" height="131" rx="9.5" />
        <path className="site-none-line" d="M0 22.5h220" />
        <circle className="site-none-dot" cx="14" cy="11.5" r="3" />
        <circle className="site-none-dot" cx="25" cy="11.5" r="3" />
        <circle className="site-none-dot" cx="36" cy="11.5" r="3" />
        <rect className="site-none-dot" x="16" y="38" width="74" height="8" rx="4" />
        <rect className="site-none-dot" x="16" y="56" width="98" height="5" rx="2.5" />
        <rect className="site-none-dot" x="16" y="68" width="86" height="5" rx="2.5" />
        <rect className="site-none-panel" x="128.5" y="34.5" width="76" height="62" rx="6" />
        <rect className="site-none-dot" x="136" y="43" width="38" height="10" rx="5" />
        <rect className="site-none-accent" x="158" y="60" width="39" height="10" rx="5" />
        <rect className="site-none-dot" x="136" y="77" width="30" height="10" rx="5" />
        <circle className="site-none-accent" cx="194" cy="113" r="11" />
        <path className="site-none-mark" d="M189.500 109.500h9v6h-5.500l-3.500 3z" />
      </svg>
      <h2>{t('none')}</h2>
      <p>{t('none-about')}</p>
    </div>
  )
}
