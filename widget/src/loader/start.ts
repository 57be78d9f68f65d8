import type { ParleyEvents, ParleyHandle, ParleyOptions } from '../host-api.ts'
import { chatOnPage, type OnPage } from './on-page.ts'

declare const __VERSION__: string

type Listener = (event: ParleyEvents[keyof ParleyEvents]) => void

/**
 * Puts the handle at `window.Parley` and, where the tag names a site, the launcher on the page. Nothing else is asked of
 * the network than how the site looks; the app comes when somebody wants it.
 */
export function start(script: HTMLOrSVGScriptElement | null): void {
  // A tag manager may include the script twice; the first one stays.
  if (window.Parley) return
  const tag = script instanceof HTMLScriptElement ? script : null
  const { siteKey, target, locale, theme, position, launcher } = tag?.dataset ?? {}
  const origin = tag?.src ? new URL(tag.src).origin : location.origin
  const listeners = new Map<string, Set<Listener>>()
  let chat: OnPage | null = null

  const handle: ParleyHandle = Object.freeze<ParleyHandle>({
    version: __VERSION__,
    init(options) {
      if (chat?.siteKey === options.siteKey) return
      chat?.destroy()
      chat = chatOnPage({ ...options, server: options.server ?? origin }, tag?.nonce ?? '', (event) => {
        // Each by itself: one that throws must not keep the others from hearing.
        for (const listener of listeners.get(event.type) ?? []) queueMicrotask(() => listener(event))
      })
    },
    open: () => chat?.ask((app) => app.open()),
    close: () => chat?.tell((app) => app.close()),
    toggle: () => chat?.ask((app) => app.toggle()),
    identify: (who) => chat?.identify(who),
    update: (options) => chat?.update(options),
    logout: () => chat?.logout(),
    destroy() {
      chat?.destroy()
      chat = null
    },
    on(event, listener) {
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all)
      // Told only what was emitted under its own name.
      all.add(listener as Listener)
      return () => void all.delete(listener as Listener)
    },
    send: (text) => chat?.ask((app) => app.send(text)),
    prefill: (text) => chat?.ask((app) => app.prefill(text)),
  })
  // Not to be replaced: whatever runs on the page later would speak in the chat's name.
  Object.defineProperty(window, 'Parley', { value: handle, enumerable: true })

  const key = siteKey?.trim()
  if (key)
    handle.init({
      siteKey: key,
      ...(target && { target }),
      ...(locale && { locale }),
      ...(theme && { theme: theme as ParleyOptions['theme'] & string }),
      ...(position && { position: position as 'left' | 'right' }),
      launcher: launcher !== 'none',
    })
}
