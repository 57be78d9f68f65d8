import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedAccessTokenBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Banner } from '../parts/Banner.tsx'
import { OneTime } from '../parts/OneTime.tsx'
import { Snippet } from '../parts/Snippet.tsx'

export function TokenOnce({
  created,
  onDone,
}: {
  created: CreatedAccessTokenBody
  onDone(): void
}): ReactElement {
  const { t } = useTranslation('settings')
  const token = created.token ?? ''
  const parts = { url: `${location.origin}/api/manage/session`, header: `"Authorization: Bearer ${token}"` }
  return (
    <OneTime
      title={t('tokens.once-title')}
      about={t('keys.once-about', { name: created.name })}
      secret={token}
      secretLabel={t('tokens.once-secret')}
      saved={t('once.saved')}
      onDone={onDone}
    >
      <Banner tone="warn">{created.scopes === null ? t('tokens.once-all') : t('tokens.once-some')}</Banner>
      <Snippet
        title={t('once.try')}
        text={`curl ${parts.url} -H ${parts.header}`}
        copyLabel={t('once.copy-command')}
      >
        <span className="set-snippet-name">curl</span> {parts.url} -H{' '}
        <span className="set-snippet-text">{parts.header}</span>
      </Snippet>
    </OneTime>
  )
}
