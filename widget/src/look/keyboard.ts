/** On phones the keyboard covers what is fixed to the bottom: how much of it, for the style sheet. */
export function watchKeyboard(host: HTMLElement, signal: AbortSignal): void {
  const screen = window.visualViewport
  if (!screen) return
  const measure = (): void => {
    const covered = Math.max(0, window.innerHeight - screen.height - screen.offsetTop)
    // Zoomed in, the missing part is not a keyboard.
    host.style.setProperty('--keyboard', `${screen.scale > 1.01 ? 0 : Math.round(covered)}px`)
  }
  screen.addEventListener('resize', measure, { signal })
  screen.addEventListener('scroll', measure, { signal })
}
