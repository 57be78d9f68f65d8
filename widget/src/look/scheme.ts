export type Scheme = 'light' | 'dark'

const DARK = '(prefers-color-scheme: dark)'

/** As the page is told to look, else as the page says of itself (`data-theme`), else as the system is. */
export function schemeOf(theme: string | undefined): Scheme {
  const said = theme && theme !== 'auto' ? theme : document.documentElement.dataset.theme
  if (said === 'dark' || said === 'light') return said
  return matchMedia(DARK).matches ? 'dark' : 'light'
}

export function watchScheme(changed: () => void, signal: AbortSignal): void {
  matchMedia(DARK).addEventListener('change', changed, { signal })
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  signal.addEventListener('abort', () => observer.disconnect())
}
