import { type ReactElement, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Wrong } from '../parts/use-form.ts'
import { ActionRow } from './ActionRow.tsx'
import { AddAction } from './AddAction.tsx'
import { type ActionDraft, freshAction } from './actions.ts'
import './ActionRows.css'

type ActionRowsProps = {
  actions: readonly ActionDraft[]
  wrong: Wrong
  /** Tags that were met, to pick from. */
  tags: readonly string[]
  people: readonly { id: string; name: string }[]
  onChange(actions: readonly ActionDraft[]): void
}

/** What happens to the conversation along with the text. */
export function ActionRows({ actions, wrong, tags, people, onChange }: ActionRowsProps): ReactElement {
  const { t } = useTranslation('settings')
  const group = useRef<HTMLFieldSetElement>(null)
  // Those that were there before nobody wants to write in first.
  const fresh = useRef<number | null>(null)
  const next = Math.max(-1, ...actions.map(({ key }) => key)) + 1

  function remove(key: number): void {
    onChange(actions.filter((one) => one.key !== key))
    group.current?.querySelector<HTMLButtonElement>('.macro-add')?.focus()
  }

  return (
    <fieldset className="macro-actions" ref={group}>
      <legend>{t('macros.actions')}</legend>
      <p className="set-help">{t('macros.actions-help')}</p>
      {actions.length > 0 && (
        <ul>
          {actions.map((action, place) => (
            <ActionRow
              key={action.key}
              action={action}
              fresh={action.key === fresh.current}
              error={wrong[`actions.${place}`]}
              tags={tags}
              people={people}
              onChange={(changed) =>
                onChange(actions.map((one) => (one.key === action.key ? { ...one, ...changed } : one)))
              }
              onRemove={() => remove(action.key)}
            />
          ))}
        </ul>
      )}
      <AddAction
        actions={actions}
        onAdd={(type) => {
          fresh.current = next
          onChange([...actions, freshAction(type, next)])
        }}
      />
      {wrong.actions && <p className="field-error">{wrong.actions}</p>}
    </fieldset>
  )
}
