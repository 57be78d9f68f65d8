import { type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedSiteBody, SiteBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Problem } from '../../../api/problem.ts'
import { useCommand } from '../../../commands/use-command.ts'
import { goTo } from '../../../routing/address.ts'
import { Button } from '../../../ui/Button.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { TableSkeleton } from '../parts/Table.tsx'
import { CreateSite } from './CreateSite.tsx'
import { NoSites } from './NoSites.tsx'
import { SecretOnce } from './SecretOnce.tsx'
import { SiteTable } from './SiteTable.tsx'
import { siteHref } from './site-place.ts'
import { SITES } from './use-sites.ts'

type Open = { dialog: 'create' } | { dialog: 'once'; created: CreatedSiteBody } | null

export function SiteList({ sites }: { sites: UseQueryResult<SiteBody[], Problem> }): ReactElement {
  const { t } = useTranslation('sites')
  const queries = useQueryClient()
  const [open, setOpen] = useState<Open>(null)
  const create = () => setOpen({ dialog: 'create' })
  useCommand({ id: 'chat-sites.create', label: t('create'), group: 'settings', icon: 'chat', run: create })

  /** Its snippet is what one wants next. */
  async function done({ id }: CreatedSiteBody): Promise<void> {
    await queries.invalidateQueries({ queryKey: SITES })
    setOpen(null)
    goTo(siteHref(id, 'install'))
  }

  return (
    <Page
      title={t('title')}
      about={t('about')}
      action={
        <Button look="filled" icon="plus" onClick={create}>
          {t('create')}
        </Button>
      }
    >
      <Loaded query={sites} what={t('failed')} skeleton={<TableSkeleton />}>
        {sites.data?.length === 0 ? <NoSites /> : <SiteTable sites={sites.data ?? []} />}
      </Loaded>
      {open?.dialog === 'create' && (
        <CreateSite
          onCreated={(created) => setOpen({ dialog: 'once', created })}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.dialog === 'once' && (
        <SecretOnce created={open.created} onDone={() => void done(open.created)} />
      )}
    </Page>
  )
}
