import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../api/problem.ts'
import { changeView, createView, deleteView, type SavedView } from '../../../api/views.ts'
import { showToast } from '../../../ui/toast.ts'
import { type Filters, filterTexts, isEmpty } from '../list/filters.ts'
import { ListPicker, type Named } from '../list/ListPicker.tsx'
import type { Place } from '../place.ts'
import SaveView from './SaveView.tsx'
import { SAVED_VIEWS } from './use-saved-views.ts'

type ViewMenuProps = { place: Place; go(place: Place): void; view: SavedView; filters: Filters }

/** What can be done with a saved view; what one may not do the server says. */
export default function ViewMenu({ place, go, view, filters }: ViewMenuProps): ReactElement {
  const { t } = useTranslation('list')
  const queries = useQueryClient()
  const [opened, setOpened] = useState(false)
  const [renaming, setRenaming] = useState(false)
  const { id, name, shared } = view
  const narrowed = !isEmpty(place.filters ?? {})
  const choices = (): Named[] => [
    ...(narrowed ? [{ value: 'update', label: t('save.update') }] : []),
    { value: 'rename', label: t('save.rename') },
    { value: 'share', label: t(shared ? 'save.unshare' : 'save.share') },
    { value: 'delete', label: t('save.delete') },
  ]

  async function act(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      showToast({ text: t('save.failed', { why: asProblem(error).message }), tone: 'failed' })
      return false
    } finally {
      await queries.invalidateQueries({ queryKey: SAVED_VIEWS })
    }
  }

  async function remove(): Promise<void> {
    if (!(await act(() => deleteView(id)))) return
    go({ view: 'open', conversation: place.conversation })
    const undo = (): void => void act(() => createView({ name, shared, filters: view.filters }))
    showToast({ text: t('save.deleted', { name }), undo })
  }

  async function update(): Promise<void> {
    if (!(await act(() => changeView(id, { filters: filterTexts(filters) })))) return
    go({ view: id, conversation: place.conversation })
    showToast({
      text: t('save.updated', { name }),
      undo: () => void act(() => changeView(id, { filters: view.filters })),
    })
  }

  function pick(value: string): void {
    if (value === 'update') void update()
    if (value === 'rename') setRenaming(true)
    if (value === 'share') void act(() => changeView(id, { shared: !shared }))
    if (value === 'delete') void remove()
  }

  return (
    <>
      <ListPicker
        icon="ellipsis"
        name={t('save.options')}
        label={t('save.options')}
        choices={choices}
        opened={opened}
        onOpened={setOpened}
        onPick={pick}
      />
      {renaming && (
        <SaveView
          filters={filters}
          view={view}
          onClose={() => setRenaming(false)}
          onSaved={() => undefined}
        />
      )}
    </>
  )
}
