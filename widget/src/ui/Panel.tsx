import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { fill } from '../locales/words.ts'
import { Banner } from './Banner.tsx'
import { Composer } from './Composer.tsx'
import { addFiles } from './choose-files.ts'
import { keepFocusIn } from './focus.ts'
import { Header } from './Header.tsx'
import { Log } from './Log.tsx'
import { PreChat } from './PreChat.tsx'
import { useView } from './view.ts'

/** The chat itself: a dialog above the page, beside which the page stays usable; on phones it is all there is. */
export function Panel() {
  const view = useView()
  const { chat, words, site, inline, status } = view
  const panel = useRef<HTMLElement>(null)
  const dragging = useSignal(false)
  const isAsking = needsForm(view)

  // Where one goes on writing. Again when the form made way for the conversation.
  useLayoutEffect(() => {
    if (inline) return
    // Not on phones, where it would bring the keyboard over what there is to read.
    const field = isTouch()
      ? panel.current
      : panel.current?.querySelector<HTMLElement>('input:not([type=file]), textarea')
    field?.focus()
  }, [isAsking, inline])

  function keyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !inline) {
      event.stopPropagation()
      view.close()
    } else if (event.key === 'Tab' && !inline && isPhone() && panel.current) keepFocusIn(panel.current, event)
  }

  function drop(event: DragEvent): void {
    event.preventDefault()
    dragging.value = false
    addFiles(view, event.dataTransfer?.files ?? [])
  }

  const takesFiles = !isAsking && (chat.session.value.started || chat.letters.value.length > 0)
  return (
    <section
      ref={panel}
      class="panel"
      tabIndex={-1}
      role={inline ? 'region' : 'dialog'}
      {...(!inline && isPhone() && { 'aria-modal': 'true' as const })}
      aria-label={fill(words.chatWith, { name: site.name })}
      onKeyDown={keyDown}
      onDragOver={(event) => {
        if (!takesFiles || !event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        dragging.value = true
      }}
      onDragLeave={({ relatedTarget }) => {
        const within = relatedTarget instanceof Node && panel.current?.contains(relatedTarget)
        if (!within) dragging.value = false
      }}
      onDrop={takesFiles ? drop : undefined}
    >
      <Header />
      <Banner />
      {isAsking ? (
        <PreChat />
      ) : (
        <>
          <Log />
          <Composer />
        </>
      )}
      {dragging.value && <div class="drop">{words.dropHere}</div>}
      <div class="hidden" role="status">
        {status.value}
      </div>
    </section>
  )
}

/** As in the style sheet: there the panel covers the page. */
function isPhone(): boolean {
  return matchMedia('(max-width: 767px)').matches
}

function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches
}

function needsForm({ chat }: { chat: ReturnType<typeof useView>['chat'] }): boolean {
  const { started, name, email } = chat.session.value
  return !started && chat.letters.value.length === 0 && (name === '' || email === '')
}
