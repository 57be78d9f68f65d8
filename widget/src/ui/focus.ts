const FOCUSABLE = 'button:not([disabled]), a[href], input:not([type=file]), textarea, [tabindex="0"]'

/** From the last to the first, and back: for when there is nothing else on the screen. */
export function keepFocusIn(panel: HTMLElement, event: KeyboardEvent): void {
  const all = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.offsetParent !== null)
  const [first, last] = [all[0], all.at(-1)]
  const root = panel.getRootNode()
  const active = root instanceof ShadowRoot ? root.activeElement : document.activeElement
  const [from, to] = event.shiftKey ? [first, last] : [last, first]
  if (active !== from || !to) return
  event.preventDefault()
  to.focus()
}
