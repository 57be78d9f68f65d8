import { type ReactElement, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Key } from '../../../../ui/Key.tsx'
import { VoiceMark } from '../../../../ui/VoiceMark.tsx'
import { asIs, Written } from '../../thread/markdown/Written.tsx'
import { LIST_ID } from '../field/field.ts'
import { actionWords } from '../macros/action-words.ts'
import { fillIn, type Values } from '../macros/variables.ts'
import type { Option } from './use-options.ts'
import './SuggestList.css'

type SuggestListProps = {
  label: string
  options: readonly Option[]
  active: number
  values: Values
  people: readonly { id: string; name: string }[]
  onActive(place: number): void
  onPick(option: Option): void
}

/** Above the composer, at its width. The caret stays in the text: arrows move here, Enter picks. */
export function SuggestList(props: SuggestListProps): ReactElement {
  const { label, options, active, values, people, onActive, onPick } = props
  const { t } = useTranslation('composer')
  const list = useRef<HTMLDivElement>(null)
  const chosen = options[active]

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  return (
    <div className="composer-above">
      <div className="suggest-columns">
        <div className="suggest-list" id={LIST_ID} role="listbox" aria-label={label} ref={list}>
          {options.map((option, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the field, which keeps the focus
            <div
              key={option.id}
              id={option.id}
              role="option"
              tabIndex={-1}
              aria-selected={place === active}
              className="suggest-option"
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => place !== active && onActive(place)}
              onClick={() => onPick(option)}
            >
              <Row option={option} />
            </div>
          ))}
        </div>
        {chosen?.kind === 'macro' && (
          <div className="suggest-preview" aria-hidden="true">
            {/* Only to look at: no link of it may be walked into. */}
            <div inert dir="auto">
              <Written text={fillIn(chosen.macro.body, values)} marked={asIs} />
              {chosen.macro.actions.length > 0 && (
                <p className="quiet">
                  {t('macros.does', { what: actionWords(chosen.macro.actions, people, t) })}
                </p>
              )}
            </div>
          </div>
        )}
      </div>
      <p className="suggest-foot quiet" aria-hidden="true">
        <Key>↵</Key> {t('suggest.pick')} <Key>Esc</Key> {t('suggest.close')}
      </p>
      <p className="for-readers" role="status">
        {t('suggest.count', { count: options.length })}
      </p>
    </div>
  )
}

function Row({ option }: { option: Option }): ReactElement {
  if (option.kind === 'macro')
    return (
      <>
        <span className="ellipsis">{option.macro.name}</span>
        {option.macro.shortcut && <span className="suggest-code quiet">/{option.macro.shortcut}</span>}
      </>
    )
  if (option.kind === 'mention')
    return (
      <>
        <VoiceMark voice="human" name={option.person.name} size={18} />
        <span className="ellipsis" dir="auto">
          {option.person.name}
        </span>
        <span className="ellipsis quiet">{option.person.email}</span>
      </>
    )
  const [, sign, name, words] = option.emoji
  return (
    <>
      <span className="suggest-sign">{sign}</span>
      <span className="ellipsis">{name}</span>
      <span className="suggest-code quiet">:{words.split(' ')[0]}</span>
    </>
  )
}
