import { useEffect, useState } from 'react'

/** Dialogs that follow each other are one visit: where the first was opened from, while any is open. */
let began: Element | null = null
let open = 0

/** When the last dialog goes, the focus is where the first one came from; if that is gone, at the page's own action. */
export function useReturnFocus(): void {
  const [from] = useState(origin)
  useEffect(() => {
    began ??= from
    open++
    return () => {
      open--
      // The next dialog of the same visit is there by then.
      setTimeout(() => {
        if (open > 0) return
        const there = began?.isConnected ? began : document.querySelector('.set-page button, .set-side a')
        began = null
        if (there instanceof HTMLElement) there.focus()
      })
    }
  }, [from])
}

/** Of an entry in a menu, which is gone as well: the button that opened the menu. */
function origin(): Element | null {
  const active = document.activeElement
  const button = active?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  return button ? document.getElementById(button) : active
}
