import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedSiteBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Banner } from '../parts/Banner.tsx'
import { OneTime } from '../parts/OneTime.tsx'

/** A new site has two secrets: one after the other, each held until somebody has it. */
export function SecretOnce({ created, onDone }: { created: CreatedSiteBody; onDone(): void }): ReactElement {
  const { t } = useTranslation(['sites', 'settings'])
  const [second, setSecond] = useState(false)
  const kind = second ? 'identity' : 'secret'
  return (
    <OneTime
      key={kind}
      title={t(`once.${kind}`)}
      about={t(`once.${kind}-about`, { name: created.name })}
      secret={(second ? created.identity_secret : created.secret_key) ?? ''}
      secretLabel={t(`once.${kind}-label`)}
      saved={t('once.saved', { ns: 'settings' })}
      onDone={() => (second ? onDone() : setSecond(true))}
    >
      <Banner tone="warn">{t('once.lost')}</Banner>
    </OneTime>
  )
}
