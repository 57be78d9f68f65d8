import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { emoji } from './emoji.ts'
import { useView } from './view.ts'

const COLUMNS = 8

type EmojiPickerProps = { opener: Element | null; pick(sign: string): void; close(): void }

/** A small grid with one stop for Tab; arrows go about in it. */
export function EmojiPicker({ opener, pick, close }: EmojiPickerProps) {
  const { words } = useView()
  const place = useSignal(0)
  const grid = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    grid.current?.querySelectorAll('button')[place.value]?.focus()
  }, [place.value])

  function keyDown(event: KeyboardEvent): void {
    const rtl = getComputedStyle(event.currentTarget as Element).direction === 'rtl' // where the listener is
    const side = rtl ? -1 : 1
    const step = { ArrowRight: side, ArrowLeft: -side, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key]
    if (event.key === 'Escape') {
      event.stopPropagation()
      close()
    } else if (step) {
      event.preventDefault()
      const next = place.value + step
      if (next >= 0 && next < emoji.length) place.value = next
    }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, nothing is filled in
    <div
      ref={grid}
      class="emoji"
      role="group"
      aria-label={words.emoji}
      onKeyDown={keyDown}
      onFocusOut={({ relatedTarget }) => {
        const elsewhere = relatedTarget instanceof Node && relatedTarget !== opener
        if (elsewhere && !grid.current?.contains(relatedTarget)) close()
      }}
    >
      {emoji.map((sign, at) => (
        <button key={sign} type="button" tabIndex={at === place.value ? 0 : -1} onClick={() => pick(sign)}>
          {sign}
        </button>
      ))}
    </div>
  )
}
