import { type ReactElement, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/Button.tsx'
import { ActionValue } from './ActionValue.tsx'
import type { ActionDraft } from './actions.ts'
import { Complaint } from './Complaint.tsx'

type ActionRowProps = {
  action: ActionDraft
  /** Added just now: its value is what one goes on with. */
  fresh: boolean
  error: string | undefined
  tags: readonly string[]
  people: readonly { id: string; name: string }[]
  onChange(change: Partial<ActionDraft>): void
  onRemove(): void
}

export function ActionRow(props: ActionRowProps): ReactElement {
  const { action, fresh, error, tags, people, onChange, onRemove } = props
  const { t } = useTranslation('settings')
  const id = useId()
  const row = useRef<HTMLLIElement>(null)
  const what = t(`macros.action.${action.type}`)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the row comes
  useEffect(() => {
    if (fresh) row.current?.querySelector<HTMLElement>('select, input')?.focus()
  }, [])

  return (
    <li ref={row}>
      <span className="macro-action-what" aria-hidden="true">
        {what}
      </span>
      <ActionValue
        action={action}
        label={what}
        tags={tags}
        people={people}
        describedBy={error === undefined ? undefined : `${id}-error`}
        onChange={onChange}
      />
      <IconButton icon="x" label={t('macros.remove-action', { what })} onClick={onRemove} />
      <Complaint id={`${id}-error`} words={error} />
    </li>
  )
}
