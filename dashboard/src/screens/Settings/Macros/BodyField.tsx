import { type ReactElement, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Complaint } from './Complaint.tsx'
import { LONGEST_BODY, lengthOf } from './draft.ts'
import { Preview } from './Preview.tsx'
import { VariableMenu } from './VariableMenu.tsx'
import { unknownIn } from './variables.ts'
import './BodyField.css'

type BodyFieldProps = { value: string; error: string | undefined; onChange(value: string): void }

/** From here on it is said how much there is room for. */
const NEARLY = LONGEST_BODY * 0.9

export function BodyField({ value, error, onChange }: BodyFieldProps): ReactElement {
  const { t } = useTranslation('settings')
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [unknown] = unknownIn(value)
  // Before anybody saves: who mistypes a name sees it there and then.
  const words = error ?? (unknown === undefined ? undefined : t('macros.wrong.variable', { name: unknown }))
  const length = value.length > NEARLY ? lengthOf(value) : 0

  /** Where the caret is, as if typed, so that the browser can undo it. */
  function insert(variable: string): void {
    const text = `{{${variable}}}`
    const area = field.current
    if (!area) return
    area.focus()
    if (document.execCommand('insertText', false, text)) return
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end')
    onChange(area.value)
  }

  return (
    <div className="field">
      <div className="macro-body-head">
        <label htmlFor={id}>{t('macros.body')}</label>
        <VariableMenu onPick={insert} />
      </div>
      <textarea
        ref={field}
        id={id}
        className={words === undefined ? 'macro-body' : 'macro-body macro-body-wrong'}
        dir="auto"
        rows={5}
        value={value}
        aria-invalid={words !== undefined}
        aria-describedby={words === undefined ? `${id}-help` : `${id}-error`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div role="status">
        <Complaint id={`${id}-error`} words={words} />
        {words === undefined && (
          <p className="set-help" id={`${id}-help`}>
            {length > NEARLY ? t('macros.length', { length, most: LONGEST_BODY }) : t('macros.body-help')}
          </p>
        )}
      </div>
      <Preview text={value} />
    </div>
  )
}
