import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { Button } from '../../../../ui/Button.tsx'
import { useNow } from '../../../../ui/use-now.ts'
import { Ago } from '../../parts/Ago.tsx'
import { Banner } from '../../parts/Banner.tsx'
import { OneTime } from '../../parts/OneTime.tsx'
import { Section } from '../../parts/Page.tsx'
import { Snippet } from '../../parts/Snippet.tsx'
import { Table } from '../../parts/Table.tsx'
import { dayOf, momentOf } from '../../parts/when.ts'
import { SITES } from '../use-sites.ts'
import { type Renewed, RenewSecret } from './RenewSecret.tsx'

type Kind = 'secret' | 'identity'
type Open = { dialog: 'renew'; kind: Kind } | { dialog: 'once'; kind: Kind; renewed: Renewed } | null

/** What opens a site: a key for everybody to see, and two secrets, each shown once and made anew with time to change. */
export function KeysOfSite({ site }: { site: SiteBody }): ReactElement {
  const { t } = useTranslation(['sites', 'settings'])
  const queries = useQueryClient()
  const now = useNow(30_000)
  const [open, setOpen] = useState<Open>(null)
  const renew = (kind: Kind, label: string): ReactElement => (
    <Button icon="rotate-ccw" onClick={() => setOpen({ dialog: 'renew', kind })}>
      {label}
    </Button>
  )
  return (
    <div className="site-keys">
      <section aria-label={t('keys.site')}>
        <Snippet title={t('keys.site')} text={site.site_key} copyLabel={t('keys.copy-site')}>
          {site.site_key}
        </Snippet>
        <p className="set-help">{t('keys.site-about')}</p>
      </section>
      <Section
        title={t('keys.secret')}
        about={t('keys.secret-about')}
        action={renew('secret', t('keys.renew'))}
      >
        <Table
          label={t('keys.secret')}
          columns={[
            { label: t('column.begins', { ns: 'settings' }) },
            { label: t('keys.good') },
            { label: t('column.used', { ns: 'settings' }), wide: true },
            { label: t('column.created', { ns: 'settings' }), wide: true },
          ]}
        >
          {site.secret_keys.map((key) => (
            <tr key={key.begins_with}>
              <td className="set-code">{key.begins_with}…</td>
              <td className="figures">
                {key.expires_at === null
                  ? t('keys.until-renewed')
                  : t('keys.until', { at: momentOf(key.expires_at) })}
              </td>
              <td className="set-quiet set-wide">
                <Ago at={key.last_used_at} now={now} none={t('never', { ns: 'settings' })} />
              </td>
              <td className="set-quiet set-wide figures">{dayOf(key.created_at)}</td>
            </tr>
          ))}
        </Table>
      </Section>
      <Section
        title={t('keys.identity')}
        about={t('keys.identity-about')}
        action={renew('identity', t(site.has_identity_secret ? 'keys.renew' : 'keys.make'))}
      >
        <p className="set-help">{t(site.has_identity_secret ? 'keys.has' : 'keys.has-none')}</p>
      </Section>
      {open?.dialog === 'renew' && (
        <RenewSecret
          site={site}
          kind={open.kind}
          onRenewed={(renewed) => {
            setOpen({ dialog: 'once', kind: open.kind, renewed })
            void queries.invalidateQueries({ queryKey: SITES })
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.dialog === 'once' && (
        <OneTime
          title={t(`once.${open.kind}`)}
          about={t(`once.${open.kind}-about`, { name: site.name })}
          secret={open.renewed.secret}
          secretLabel={t(`once.${open.kind}-label`)}
          saved={t('once.saved', { ns: 'settings' })}
          onDone={() => setOpen(null)}
        >
          {open.renewed.until !== null && (
            <Banner tone="info">{t('keys.old-until', { at: momentOf(open.renewed.until) })}</Banner>
          )}
          <Banner tone="warn">{t('once.lost')}</Banner>
        </OneTime>
      )}
    </div>
  )
}
