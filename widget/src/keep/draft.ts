// What is being written, kept while the tab lives: a reload or a link to the next page must not take it.
import { effect, type Signal, signal } from '@preact/signals'
import { prefixOf } from './session.ts'
import { storageOf } from './storage.ts'

/** Words that were not sent yet. They go with the visitor they are of: another token, and there are none. */
export function keptDraft(siteKey: string, token: () => string): { draft: Signal<string>; stop(): void } {
  const store = storageOf('sessionStorage')
  const key = `${prefixOf(siteKey)}draft`
  const draft = signal(store?.getItem(key) ?? '')
  let of = token()
  const stops = [
    effect(() => {
      if (token() === of) return
      of = token()
      draft.value = ''
    }),
    effect(() => {
      try {
        if (draft.value === '') store?.removeItem(key)
        else store?.setItem(key, draft.value)
      } catch {
        // Full: the page keeps it for as long as it lives.
      }
    }),
  ]
  return {
    draft,
    stop() {
      for (const stop of stops) stop()
    },
  }
}
