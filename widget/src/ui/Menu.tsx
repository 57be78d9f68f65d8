import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from './Icon.tsx'
import { useView } from './view.ts'

export function Menu({ opener, close }: { opener: Element | null; close(): void }) {
  const { chat, words, muted } = useView()
  const sure = useSignal(false)
  const menu = useRef<HTMLDivElement>(null)

  const items = (): HTMLElement[] => [...(menu.current?.querySelectorAll<HTMLElement>('button') ?? [])]

  useLayoutEffect(() => {
    menu.current?.querySelector<HTMLElement>('button')?.focus()
  }, [])

  function keyDown(event: KeyboardEvent): void {
    const all = items()
    const root = menu.current?.getRootNode() as ShadowRoot // where the app is mounted
    const place = all.indexOf(root.activeElement as HTMLElement)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if (step) {
      event.preventDefault()
      all[(place + step + all.length) % all.length]?.focus()
    }
  }

  function leave({ relatedTarget }: FocusEvent): void {
    // The button that opened it closes it by itself.
    const elsewhere = relatedTarget instanceof Node && relatedTarget !== opener
    if (elsewhere && !menu.current?.contains(relatedTarget)) close()
  }

  function clear(): void {
    if (!sure.value) {
      sure.value = true
      return
    }
    chat.logout()
    close()
  }

  return (
    <div ref={menu} class="menu" role="menu" onKeyDown={keyDown} onFocusOut={leave}>
      <button
        type="button"
        role="menuitemcheckbox"
        aria-checked={!muted.value}
        onClick={() => (muted.value = !muted.value)}
      >
        <Icon name={muted.value ? 'muted' : 'sound'} size={16} />
        {words.sounds}
        {!muted.value && <Icon name="check" size={16} />}
      </button>
      <button type="button" role="menuitem" class={sure.value ? 'danger' : ''} onClick={clear}>
        <Icon name="trash" size={16} />
        {sure.value ? words.clearSure : words.clear}
      </button>
    </div>
  )
}
