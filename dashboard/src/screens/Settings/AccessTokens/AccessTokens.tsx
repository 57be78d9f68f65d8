import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  AccessTokenBody,
  CreatedAccessTokenBody,
} from '../../../../../server/src/surfaces/manage/wire.ts'
import { deleteAccessToken } from '../../../api/credentials.ts'
import { useCommand } from '../../../commands/use-command.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { showToast } from '../../../ui/toast.ts'
import { useNow } from '../../../ui/use-now.ts'
import { Confirm } from '../parts/Confirm.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { More } from '../parts/More.tsx'
import { Page } from '../parts/Page.tsx'
import { TableSkeleton } from '../parts/Table.tsx'
import { inPages, type Pages, useList } from '../parts/use-list.ts'
import { useOptimistic } from '../parts/use-optimistic.ts'
import { CreateToken } from './CreateToken.tsx'
import { TokenOnce } from './TokenOnce.tsx'
import { TokenTable } from './TokenTable.tsx'

type Open =
  | { dialog: 'create' }
  | { dialog: 'once'; created: CreatedAccessTokenBody }
  | { dialog: 'delete'; token: AccessTokenBody }
  | null

const KEY = ['access-tokens']

export default function AccessTokens(): ReactElement {
  const { t } = useTranslation('settings')
  const list = useList<AccessTokenBody>(KEY, '/access-tokens')
  const queries = useQueryClient()
  const now = useNow(30_000)
  const [open, setOpen] = useState<Open>(null)
  const remove = useOptimistic<Pages<AccessTokenBody>, AccessTokenBody>({
    key: KEY,
    call: ({ id }) => deleteAccessToken(id),
    change: (pages, { id }) => inPages(pages, (tokens) => tokens.filter((one) => one.id !== id)),
    failed: ({ name }, problem) => t('keys.not-deleted', { name, why: problem.message }),
    done: ({ name }) => showToast({ text: t('keys.deleted', { name }) }),
  })
  const create = () => setOpen({ dialog: 'create' })
  const close = () => setOpen(null)
  useCommand({ id: 'access-tokens.create', label: t('tokens.create'), group: 'settings', run: create })

  return (
    <Page
      title={t('tokens.title')}
      about={t('tokens.about')}
      action={
        <Button look="filled" icon="plus" onClick={create}>
          {t('tokens.create')}
        </Button>
      }
    >
      <Loaded query={list} what={t('tokens.failed')} skeleton={<TableSkeleton />}>
        {list.items.length === 0 ? (
          <EmptyState icon="terminal" title={t('tokens.none')}>
            {t('tokens.none-about')}
          </EmptyState>
        ) : (
          <>
            <TokenTable
              tokens={list.items}
              now={now}
              onDelete={(token) => setOpen({ dialog: 'delete', token })}
            />
            <More list={list} label={t('more')} />
          </>
        )}
      </Loaded>
      {open?.dialog === 'create' && (
        <CreateToken
          now={now}
          onCreated={(created) => {
            setOpen({ dialog: 'once', created })
            void queries.invalidateQueries({ queryKey: KEY })
          }}
          onClose={close}
        />
      )}
      {open?.dialog === 'once' && <TokenOnce created={open.created} onDone={close} />}
      {open?.dialog === 'delete' && (
        <Confirm
          title={t('keys.delete-title', { name: open.token.name })}
          keep={t('keep')}
          act={t('tokens.delete')}
          onKeep={close}
          onAct={() => {
            close()
            remove.mutate(open.token)
          }}
        >
          <p>{t('tokens.delete-about')}</p>
        </Confirm>
      )}
    </Page>
  )
}
