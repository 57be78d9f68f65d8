import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedApiKeyBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Banner } from '../parts/Banner.tsx'
import { OneTime } from '../parts/OneTime.tsx'
import { Snippet } from '../parts/Snippet.tsx'
import { dayOf } from '../parts/when.ts'
import { useSettings } from '../settings-context.ts'

/** The one moment a key can be read, with a first call that works as it stands. */
export function KeyOnce({ created, onDone }: { created: CreatedApiKeyBody; onDone(): void }): ReactElement {
  const { t } = useTranslation('settings')
  const { organisation } = useSettings().session
  const key = created.key ?? ''
  const parts = {
    url: `${location.origin}/interaction`,
    query: `"query=${t('keys.sample')}"`,
    header: `"Authorization: ${key}"`,
  }
  const many = { name: organisation.name, day: created.expires_at ? dayOf(created.expires_at) : '' }
  return (
    <OneTime
      title={t('keys.once-title')}
      about={t('keys.once-about', { name: created.name })}
      secret={key}
      secretLabel={t('keys.once-secret')}
      saved={t('once.saved')}
      onDone={onDone}
    >
      <Banner tone="warn">
        {t(created.expires_at ? 'keys.once-warning' : 'keys.once-warning-ever', many)}
      </Banner>
      <Snippet
        title={t('once.try')}
        text={`curl -X POST ${parts.url} -F ${parts.query} -H ${parts.header}`}
        copyLabel={t('once.copy-command')}
      >
        <span className="set-snippet-name">curl</span> -X POST {parts.url} -F{' '}
        <span className="set-snippet-text">{parts.query}</span> -H{' '}
        <span className="set-snippet-text">{parts.header}</span>
      </Snippet>
    </OneTime>
  )
}
