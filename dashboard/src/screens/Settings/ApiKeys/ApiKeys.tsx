import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKeyBody, CreatedApiKeyBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { deleteApiKey } from '../../../api/credentials.ts'
import { keepFreshKey } from '../../../api/fresh-key.ts'
import { useCommand } from '../../../commands/use-command.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { showToast } from '../../../ui/toast.ts'
import { useNow } from '../../../ui/use-now.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { More } from '../parts/More.tsx'
import { Page } from '../parts/Page.tsx'
import { TableSkeleton } from '../parts/Table.tsx'
import { inPages, type Pages, useList } from '../parts/use-list.ts'
import { useOptimistic } from '../parts/use-optimistic.ts'
import { CreateKey } from './CreateKey.tsx'
import { DeleteKey } from './DeleteKey.tsx'
import { KeyOnce } from './KeyOnce.tsx'
import { KeyTable } from './KeyTable.tsx'

type Open =
  | { dialog: 'create' }
  | { dialog: 'once'; created: CreatedApiKeyBody }
  | { dialog: 'delete'; apiKey: ApiKeyBody }
  | null

const KEY = ['api-keys']

export default function ApiKeys(): ReactElement {
  const { t } = useTranslation('settings')
  const list = useList<ApiKeyBody>(KEY, '/api-keys')
  const queries = useQueryClient()
  const now = useNow(30_000)
  const [open, setOpen] = useState<Open>(null)
  const [made, setMade] = useState<readonly string[]>([])
  const remove = useOptimistic<Pages<ApiKeyBody>, ApiKeyBody>({
    key: KEY,
    call: ({ id }) => deleteApiKey(id),
    change: (pages, { id }) => inPages(pages, (keys) => keys.filter((one) => one.id !== id)),
    failed: ({ name }, problem) => t('keys.not-deleted', { name, why: problem.message }),
    done: ({ name }) => showToast({ text: t('keys.deleted', { name }) }),
  })
  const create = () => setOpen({ dialog: 'create' })
  useCommand({ id: 'api-keys.create', label: t('keys.create'), group: 'settings', run: create })

  function shown(created: CreatedApiKeyBody): void {
    keepFreshKey(created.key ?? null)
    setMade([...made, created.id])
    setOpen({ dialog: 'once', created })
    void queries.invalidateQueries({ queryKey: KEY })
  }

  return (
    <Page
      title={t('keys.title')}
      about={t('keys.about')}
      action={
        <Button look="filled" icon="plus" onClick={create}>
          {t('keys.create')}
        </Button>
      }
    >
      <Loaded query={list} what={t('keys.failed')} skeleton={<TableSkeleton />}>
        {list.items.length === 0 ? (
          <EmptyState icon="key" title={t('keys.none')}>
            {t('keys.none-about')}
          </EmptyState>
        ) : (
          <>
            <KeyTable
              keys={list.items}
              made={made}
              now={now}
              onDelete={(apiKey) => setOpen({ dialog: 'delete', apiKey })}
            />
            <More list={list} label={t('more')} />
            <p className="set-note">
              <Icon name="info" size={14} />
              {t('keys.note')}
            </p>
          </>
        )}
      </Loaded>
      {open?.dialog === 'create' && <CreateKey now={now} onCreated={shown} onClose={() => setOpen(null)} />}
      {open?.dialog === 'once' && <KeyOnce created={open.created} onDone={() => setOpen(null)} />}
      {open?.dialog === 'delete' && (
        <DeleteKey
          apiKey={open.apiKey}
          now={now}
          onKeep={() => setOpen(null)}
          onDelete={() => {
            setOpen(null)
            remove.mutate(open.apiKey)
          }}
        />
      )}
    </Page>
  )
}
