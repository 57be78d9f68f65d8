import { type ReactElement, type ReactNode, type SelectHTMLAttributes, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import { type ActionDraft, priorities, statuses, units } from './actions.ts'
import '../parts/Choice.css'

type ActionValueProps = {
  action: ActionDraft
  label: string
  tags: readonly string[]
  people: readonly { id: string; name: string }[]
  /** What says that it is wrong. */
  describedBy: string | undefined
  onChange(change: Partial<ActionDraft>): void
}

export function ActionValue(props: ActionValueProps): ReactElement {
  const { action, label, people, describedBy, onChange } = props
  const { t } = useTranslation('settings')
  const { type, value } = action
  const wrong = { 'aria-invalid': describedBy !== undefined, 'aria-describedby': describedBy }
  if (type === 'add_tag' || type === 'remove_tag') return <TagValue {...props} />
  if (type === 'snooze')
    return (
      <div className="macro-snooze">
        <div className={boxOf(describedBy)}>
          <input
            type="number"
            inputMode="numeric"
            min={1}
            step="any"
            aria-label={label}
            value={value}
            {...wrong}
            onChange={(event) => onChange({ value: event.currentTarget.value })}
          />
        </div>
        <Picker
          aria-label={t('macros.unit')}
          value={action.unit}
          onChange={(event) => {
            const unit = units.find((one) => one === event.currentTarget.value)
            if (unit) onChange({ unit })
          }}
        >
          {units.map((one) => (
            <option key={one} value={one}>
              {t(`macros.units.${one}`)}
            </option>
          ))}
        </Picker>
      </div>
    )
  const known = people.some(({ id }) => id === value)
  return (
    <Picker
      aria-label={label}
      value={value}
      {...wrong}
      onChange={(event) => onChange({ value: event.currentTarget.value })}
    >
      {type === 'status' &&
        statuses.map((one) => (
          <option key={one} value={one}>
            {t(`macros.status.${one}`)}
          </option>
        ))}
      {type === 'priority' &&
        ['', ...priorities].map((one) => (
          <option key={one} value={one}>
            {t(`macros.priority.${one || 'none'}`)}
          </option>
        ))}
      {type === 'assignee' && (
        <>
          <option value="me">{t('macros.assignee.me')}</option>
          <option value="">{t('macros.assignee.none')}</option>
          {/* Somebody who works here no more stays what is chosen until another is. */}
          {!known && value !== 'me' && value !== '' && (
            <option value={value}>{t('macros.assignee.gone')}</option>
          )}
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </>
      )}
    </Picker>
  )
}

function TagValue({ action, label, tags, describedBy, onChange }: ActionValueProps): ReactElement {
  const { t } = useTranslation('settings')
  const id = useId()
  return (
    <div className={boxOf(describedBy)}>
      <input
        dir="auto"
        list={id}
        maxLength={50}
        autoComplete="off"
        aria-label={label}
        aria-invalid={describedBy !== undefined}
        aria-describedby={describedBy}
        placeholder={t('macros.tag-example')}
        value={action.value}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
      />
      <datalist id={id}>
        {tags.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
    </div>
  )
}

function Picker({
  children,
  ...select
}: SelectHTMLAttributes<HTMLSelectElement> & { children: ReactNode }): ReactElement {
  return (
    <div className={`${boxOf(select['aria-describedby'])} set-choice`}>
      <select {...select}>{children}</select>
      <Icon name="chevron-down" size={14} />
    </div>
  )
}

const boxOf = (describedBy: string | undefined): string =>
  describedBy === undefined ? 'field-box' : 'field-box field-wrong'
