import { useComputed, useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { fill } from '../locales/words.ts'
import { excess } from '../text/length.ts'
import { Attached } from './Attached.tsx'
import { addFiles } from './choose-files.ts'
import { EmojiPicker } from './EmojiPicker.tsx'
import { Icon } from './Icon.tsx'
import { useOwnText } from './own-text.ts'
import { useView } from './view.ts'

/** How near to the limit it is mentioned. */
const WARN_WITHIN = 500

export function Composer() {
  const view = useView()
  const { chat, words, draft, chosen, fileProblem, locale } = view
  const field = useRef<HTMLTextAreaElement>(null)
  const smile = useRef<HTMLButtonElement>(null)
  const emoji = useSignal(false)
  const over = useComputed(() => excess(draft.value))
  const placeholder = useOwnText('placeholder', words.write)
  const { started } = chat.session.value
  const takesFiles = started || chat.letters.value.length > 0

  // As high as its text, up to what the style sheet allows.
  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  }, [draft.value])

  function send(): void {
    const text = draft.value.trim()
    const files = chosen.value
    if ((text === '' && files.length === 0) || over.value > 0) return
    draft.value = ''
    chosen.value = []
    fileProblem.value = ''
    chat.send(text, files)
    field.current?.focus()
  }

  function keyDown(event: KeyboardEvent): void {
    // Enter that ends the composing of a word sends nothing, and phones have no other key for a new line.
    const plain = event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229
    if (!plain || matchMedia('(pointer: coarse)').matches) return
    event.preventDefault()
    send()
  }

  function paste(event: ClipboardEvent): void {
    const files = event.clipboardData?.files
    if (!takesFiles || !files || files.length === 0) return
    event.preventDefault()
    addFiles(view, files)
  }

  function insert(sign: string): void {
    const area = field.current
    const { selectionStart = draft.value.length, selectionEnd = draft.value.length } = area ?? {}
    draft.value = draft.value.slice(0, selectionStart) + sign + draft.value.slice(selectionEnd)
    closeEmoji()
    // The field has its new text with the next frame, and the caret would jump to its end.
    requestAnimationFrame(() =>
      area?.setSelectionRange(selectionStart + sign.length, selectionStart + sign.length),
    )
    area?.focus()
  }

  function closeEmoji(): void {
    emoji.value = false
    smile.current?.focus()
  }

  const near = over.value > -WARN_WITHIN
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Attached />
      {near && (
        <p class={over.value > 0 ? 'limit over' : 'limit'} role="status">
          {over.value > 0 ? fill(words.tooLong, { n: over.value.toLocaleString(locale) }) : -over.value}
        </p>
      )}
      <div class="field-row">
        {takesFiles && <FileButton name="clip" label={words.attach} />}
        {takesFiles && <FileButton name="camera" label={words.camera} />}
        <button
          ref={smile}
          type="button"
          class="button"
          aria-label={words.emoji}
          aria-expanded={emoji.value}
          onClick={() => (emoji.value = !emoji.value)}
        >
          <Icon name="smile" />
        </button>
        <textarea
          ref={field}
          rows={1}
          aria-label={placeholder}
          placeholder={placeholder}
          enterkeyhint="send"
          value={draft.value}
          onInput={({ currentTarget }) => {
            draft.value = currentTarget.value
            chat.typed([...currentTarget.value].length)
          }}
          onKeyDown={keyDown}
          onPaste={paste}
        />
        <button type="submit" class="send" aria-label={words.send}>
          <Icon name="send" />
        </button>
      </div>
      {emoji.value && <EmojiPicker opener={smile.current} pick={insert} close={closeEmoji} />}
    </form>
  )
}

/** A button, and the browser's own file dialog behind it; the camera only where there is likely one at hand. */
function FileButton({ name, label }: { name: 'clip' | 'camera'; label: string }) {
  const view = useView()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        class={`button ${name}`}
        aria-label={label}
        onClick={() => input.current?.click()}
      >
        <Icon name={name} />
      </button>
      <input
        ref={input}
        type="file"
        class="none"
        tabIndex={-1}
        aria-hidden="true"
        multiple={name === 'clip'}
        {...(name === 'camera' && { accept: 'image/*', capture: 'environment' })}
        onChange={({ currentTarget }) => {
          addFiles(view, currentTarget.files ?? [])
          // The same file can be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
