import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MacroBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { useCommand } from '../../../commands/use-command.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { showToast } from '../../../ui/toast.ts'
import { useNow } from '../../../ui/use-now.ts'
import { useKnownTags } from '../../Inbox/thread/bar/tags.ts'
import { Confirm } from '../parts/Confirm.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { TableSkeleton } from '../parts/Table.tsx'
import { useSettings } from '../settings-context.ts'
import { type Draft, draftOf } from './draft.ts'
import { FilterField } from './FilterField.tsx'
import { matching } from './find.ts'
import { MacroForm } from './MacroForm.tsx'
import { MacroTable } from './MacroTable.tsx'
import { mayChange } from './rights.ts'
import { ShowMacro } from './ShowMacro.tsx'
import { useDelete } from './use-delete.ts'
import { ALL_MACROS, useMacros, useTeam } from './use-macros.ts'

type Open =
  | { dialog: 'write'; macro: MacroBody | null; like?: Draft }
  | { dialog: 'show'; macro: MacroBody }
  | { dialog: 'delete'; macro: MacroBody }
  | null

/** Fewer than these are seen at a glance. */
const MANY = 6

export default function Macros(): ReactElement {
  const { t } = useTranslation('settings')
  const { session, isAdministrator } = useSettings()
  const list = useMacros()
  const team = useTeam()
  const queries = useQueryClient()
  const now = useNow(30_000)
  const [open, setOpen] = useState<Open>(null)
  const [query, setQuery] = useState('')
  const remove = useDelete()
  const create = () => setOpen({ dialog: 'write', macro: null })
  const close = () => setOpen(null)
  useCommand({
    id: 'macros.create',
    label: t('macros.create'),
    group: 'settings',
    icon: 'macro',
    run: create,
  })

  const all = list.data ?? []
  const found = matching(all, query)
  const filtering = all.length > MANY || query !== ''
  const met = useKnownTags('', true)
  const tags = useMemo(() => tagsOf(list.data ?? [], met), [list.data, met])

  function saved(macro: MacroBody, made: boolean): void {
    close()
    // What was just made should not be filtered away.
    if (made) setQuery('')
    showToast({ text: t(made ? 'macros.made' : 'macros.saved', { name: macro.name }) })
    void queries.invalidateQueries({ queryKey: ALL_MACROS })
  }

  return (
    <Page
      title={t('macros.title')}
      about={t(isAdministrator ? 'macros.about' : 'macros.about-agent')}
      action={
        <Button look="filled" icon="plus" onClick={create}>
          {t('macros.create')}
        </Button>
      }
    >
      <Loaded query={list} what={t('macros.failed')} skeleton={<TableSkeleton />}>
        {all.length === 0 ? (
          <EmptyState icon="macro" title={t('macros.none')}>
            {t('macros.none-about')}
          </EmptyState>
        ) : (
          <>
            {filtering && (
              <FilterField value={query} found={found.length} of={all.length} onChange={setQuery} />
            )}
            {found.length === 0 ? (
              <EmptyState icon="search" title={t('macros.none-like', { query })}>
                {t('macros.none-like-about')}
              </EmptyState>
            ) : (
              <MacroTable
                macros={found}
                team={team}
                now={now}
                onOpen={(macro) =>
                  setOpen({ dialog: mayChange(session.teammate, macro) ? 'write' : 'show', macro })
                }
                onDelete={(macro) => setOpen({ dialog: 'delete', macro })}
              />
            )}
          </>
        )}
      </Loaded>
      {open?.dialog === 'write' && (
        <MacroForm
          key={open.macro?.id ?? 'new'}
          macro={open.macro}
          like={open.like}
          team={team}
          tags={tags}
          onSaved={saved}
          onClose={close}
        />
      )}
      {open?.dialog === 'show' && (
        <ShowMacro
          macro={open.macro}
          team={team}
          now={now}
          // Shortcuts are what one types: two of the same would be found together.
          onCopy={() =>
            setOpen({
              dialog: 'write',
              macro: null,
              like: { ...draftOf(open.macro), shortcut: '', shared: false },
            })
          }
          onClose={close}
        />
      )}
      {open?.dialog === 'delete' && (
        <Confirm
          title={t('keys.delete-title', { name: open.macro.name })}
          keep={t('keep')}
          act={t('macros.delete')}
          onKeep={close}
          onAct={() => {
            close()
            remove(open.macro)
          }}
        >
          <p>{t(open.macro.shared ? 'macros.delete-shared' : 'macros.delete-own')}</p>
        </Confirm>
      )}
    </Page>
  )
}

/** Those of other macros are what one most likely means again. */
function tagsOf(macros: readonly MacroBody[], met: readonly string[]): string[] {
  const used = macros.flatMap(({ actions }) =>
    actions.flatMap(({ type, value }) => (type === 'add_tag' || type === 'remove_tag' ? [value] : [])),
  )
  return [...new Set([...used, ...met])].sort((a, b) => a.localeCompare(b))
}
