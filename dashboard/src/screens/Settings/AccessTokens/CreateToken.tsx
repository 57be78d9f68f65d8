import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedAccessTokenBody, Scope } from '../../../../../server/src/surfaces/manage/wire.ts'
import { createAccessToken } from '../../../api/credentials.ts'
import { CreateNamed } from '../parts/CreateNamed.tsx'
import { useNaming } from '../parts/use-naming.ts'
import { ScopePicker } from './ScopePicker.tsx'

type CreateTokenProps = { now: number; onCreated(created: CreatedAccessTokenBody): void; onClose(): void }

export function CreateToken({ now, onCreated, onClose }: CreateTokenProps): ReactElement {
  const { t } = useTranslation('settings')
  const [scopes, setScopes] = useState<readonly Scope[] | null>([])
  const naming = useNaming({
    now,
    taken: t('tokens.taken'),
    create: (name, expires_at) =>
      createAccessToken({ name, expires_at, scopes: scopes === null ? null : [...scopes] }),
    onCreated,
  })

  function submit(form: FormData): void {
    if (scopes?.length === 0) naming.setWrong({ form: t('tokens.no-scope') })
    else void naming.submit(form)
  }

  return (
    <CreateNamed
      title={t('tokens.create-title')}
      example={t('tokens.name-example')}
      size={560}
      now={now}
      naming={naming}
      onSubmit={submit}
      onClose={onClose}
    >
      <ScopePicker scopes={scopes} onChange={setScopes} />
    </CreateNamed>
  )
}
