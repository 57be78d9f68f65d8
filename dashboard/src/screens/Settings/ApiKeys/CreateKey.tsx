import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedApiKeyBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { createApiKey } from '../../../api/credentials.ts'
import { CreateNamed } from '../parts/CreateNamed.tsx'
import { useNaming } from '../parts/use-naming.ts'

type CreateKeyProps = { now: number; onCreated(created: CreatedApiKeyBody): void; onClose(): void }

export function CreateKey({ now, onCreated, onClose }: CreateKeyProps): ReactElement {
  const { t } = useTranslation('settings')
  const naming = useNaming({
    now,
    taken: t('keys.taken'),
    create: (name, expires_at) => createApiKey({ name, expires_at }),
    onCreated,
  })
  return (
    <CreateNamed
      title={t('keys.create-title')}
      example={t('keys.name-example')}
      now={now}
      naming={naming}
      onSubmit={(form) => void naming.submit(form)}
      onClose={onClose}
    />
  )
}
