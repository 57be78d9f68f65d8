import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKeyBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Banner } from '../parts/Banner.tsx'
import { Confirm } from '../parts/Confirm.tsx'
import { ago } from '../parts/when.ts'

type DeleteKeyProps = { apiKey: ApiKeyBody; now: number; onKeep(): void; onDelete(): void }

const RECENTLY = 30 * 86_400_000

export function DeleteKey({ apiKey, now, onKeep, onDelete }: DeleteKeyProps): ReactElement {
  const { t } = useTranslation('settings')
  const { name, last_used_at: used } = apiKey
  const inUse = used !== null && now - Date.parse(used) < RECENTLY
  return (
    <Confirm
      title={t('keys.delete-title', { name })}
      keep={t('keep')}
      act={t('keys.delete')}
      onKeep={onKeep}
      onAct={onDelete}
    >
      <p>{t('keys.delete-about')}</p>
      {inUse ? (
        <Banner tone="warn">{t('keys.delete-used', { ago: ago(used, now) })}</Banner>
      ) : (
        <p>
          {used === null ? t('keys.delete-unused') : t('keys.delete-used-long-ago', { ago: ago(used, now) })}
        </p>
      )}
    </Confirm>
  )
}
