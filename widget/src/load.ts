export type ParleyHandle = { readonly version: string; readonly siteKey: string | null }

declare global {
  interface Window {
    Parley?: ParleyHandle
  }
}

declare const __VERSION__: string

/**
 * Puts a frozen handle at `window.Parley` and paints nothing: there is no chat API to talk to yet, and a
 * launcher that opens onto nothing would be worse than none.
 */
export function load(script: HTMLOrSVGScriptElement | null): void {
  // A tag manager may include the script twice; the first one stays.
  if (window.Parley) return
  const siteKey = script?.dataset.siteKey?.trim() || null
  if (siteKey === null) {
    // biome-ignore lint/suspicious/noConsole: the page's developer has no other place to learn this
    console.warn('Parley: the script tag has no data-site-key, so the chat cannot start.')
  }
  const handle: ParleyHandle = Object.freeze({ version: __VERSION__, siteKey })
  Object.defineProperty(window, 'Parley', { value: handle, enumerable: true })
}
