import { type ReactElement, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { escapeName } from '../suggest/mentions.ts'
import { triggerIn } from '../suggest/trigger.ts'
import { type FieldHandle, type FieldProps, LIST_ID, type TakeOver } from './field.ts'

type PlainFieldProps = FieldProps & {
  ref: Ref<FieldHandle>
  /** Kept up to date for the editor; null while an input method writes, when nothing may take over. */
  onPlace(place: TakeOver | null): void
}

/** Markdown as it is: there at once, and for good where the editor does not load. */
export function PlainField({ ref, onPlace, ...props }: PlainFieldProps): ReactElement {
  const { text, onText, onTrigger, onListKey, activeOption, label, placeholder, inNote, invalid } = props
  const area = useRef<HTMLTextAreaElement>(null)

  function insert(words: string, replace = 0): void {
    const box = area.current
    if (!box) return
    box.focus()
    box.setRangeText(words, box.selectionStart - replace, box.selectionEnd, 'end')
    tell(box)
  }

  useImperativeHandle(ref, () => ({
    focus: () => area.current?.focus(),
    insertText: (words, replace) => insert(escapeName(words), replace),
    insertMarkdown: insert,
  }))

  function tell(box: HTMLTextAreaElement): void {
    onText(box.value)
    where(box, false)
  }

  function where(box: HTMLTextAreaElement, composing: boolean): void {
    const focused = document.activeElement === box
    onPlace(composing ? null : { focused, caret: box.selectionEnd })
    const before = box.value.slice(0, box.selectionStart)
    const alone = focused && !composing && box.selectionStart === box.selectionEnd
    onTrigger(alone ? triggerIn(before.slice(before.lastIndexOf('\n') + 1), inNote) : null)
  }

  // As tall as its text; the style sheet says when it begins to scroll.
  useLayoutEffect(() => {
    const box = area.current
    if (!box || box.value !== text) return
    box.style.blockSize = '0'
    box.style.blockSize = `${box.scrollHeight}px`
  }, [text])

  return (
    <textarea
      ref={area}
      className="field-text field-plain"
      dir="auto"
      rows={1}
      value={text}
      placeholder={placeholder}
      aria-label={label}
      aria-invalid={invalid}
      aria-autocomplete="list"
      aria-controls={activeOption === null ? undefined : LIST_ID}
      aria-activedescendant={activeOption ?? undefined}
      onChange={(event) => tell(event.currentTarget)}
      onSelect={(event) => where(event.currentTarget, false)}
      onFocus={(event) => where(event.currentTarget, false)}
      onBlur={(event) => where(event.currentTarget, false)}
      onCompositionStart={() => onPlace(null)}
      onCompositionEnd={(event) => where(event.currentTarget, false)}
      onKeyDown={(event) => {
        const { nativeEvent } = event
        if (nativeEvent.isComposing || !onListKey(event.key)) return
        event.preventDefault()
        // It was for the list: Esc closes that, and not what is around it.
        event.stopPropagation()
      }}
    />
  )
}
