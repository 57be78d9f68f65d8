import { Switch } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../api/problem.ts'
import { changeView, createView, type SavedView } from '../../../api/views.ts'
import { Keys } from '../../../commands/Keys.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field } from '../../../ui/Field.tsx'
import { type Filters, filterTexts } from '../list/filters.ts'
import { SAVED_VIEWS } from './use-saved-views.ts'

/** As the server has it. */
const LONGEST_NAME = 80

type SaveViewProps = {
  filters: Filters
  /** The one to rename; absent for a new one. */
  view?: SavedView
  onClose(): void
  onSaved(view: SavedView): void
}

export default function SaveView({ filters, view, onClose, onSaved }: SaveViewProps): ReactElement {
  const { t } = useTranslation('list')
  const queries = useQueryClient()
  const [name, setName] = useState(view?.name ?? '')
  const [shared, setShared] = useState(view?.shared ?? false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()

  async function save(): Promise<void> {
    if (busy || name.trim() === '') return
    setBusy(true)
    try {
      const asked = { name: name.trim(), shared }
      const saved = await (view
        ? changeView(view.id, asked)
        : createView({ ...asked, filters: filterTexts(filters) }))
      // The one that was just made is on screen before the list of all is read again.
      queries.setQueryData<SavedView[]>(SAVED_VIEWS, (all = []) =>
        all.some(({ id }) => id === saved.id)
          ? all.map((one) => (one.id === saved.id ? saved : one))
          : [...all, saved],
      )
      void queries.invalidateQueries({ queryKey: SAVED_VIEWS })
      onClose()
      onSaved(saved)
    } catch (thrown) {
      const problem = asProblem(thrown)
      setError(problem.status === 404 && !view ? t('save.missing') : problem.message)
      setBusy(false)
    }
  }

  return (
    <Dialog
      title={t(view ? 'save.rename' : 'save.title')}
      onClose={onClose}
      onSubmit={() => void save()}
      buttons={
        <>
          <Button onClick={onClose}>{t('save.cancel')}</Button>
          <Button look="filled" type="submit" disabled={busy || name.trim() === ''}>
            {t('save.save')}
            <Keys keys="mod+enter" />
          </Button>
        </>
      }
    >
      <Field
        label={t('save.name')}
        value={name}
        error={error}
        maxLength={LONGEST_NAME}
        required
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Switch
        label={t('save.shared')}
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
    </Dialog>
  )
}
