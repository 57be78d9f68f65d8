// The app, fetched when somebody wants to write: takes over what the loader painted.
import { effect, signal } from '@preact/signals'
import { render } from 'preact'
import { keptDraft } from './keep/draft.ts'
import { storageOf } from './keep/storage.ts'
import type { App, Context } from './loader/context.ts'
import { localeOf, regionOf } from './loader/words.ts'
import { type Words, wordsOf } from './locales/words.ts'
import { brandColours, parseColour } from './look/colour.ts'
import { watchKeyboard } from './look/keyboard.ts'
import { schemeOf, watchScheme } from './look/scheme.ts'
import { playSound } from './sound.ts'
import composerCss from './style/composer.css?inline'
import formCss from './style/form.css?inline'
import logCss from './style/log.css?inline'
import panelCss from './style/panel.css?inline'
import tokensCss from './style/tokens.css?inline'
import { announcements } from './talk/announce.ts'
import { openChat } from './talk/chat.ts'
import { type View, ViewContext } from './ui/view.ts'
import { Widget } from './ui/Widget.tsx'
import { type Message, siteOf } from './wire/shapes.ts'

const PETROL = [5, 105, 135] as const
/** Time enough for another tab to say that it was seen there. */
const SEEN_ELSEWHERE = 600

export function startApp({ options, server, site: answered, box, launcher, emit, addStyle }: Context): App {
  const { siteKey } = options
  const site = siteOf(answered)
  const inline = options.target !== undefined
  const local = storageOf('localStorage')
  const gone = new AbortController()
  const words = signal<{ locale: string; words: Words } | null>(null)
  const open = signal(false)
  const muted = signal(local?.getItem(`parley:${siteKey}:muted`) === 'yes')
  const now = signal(Date.now())
  const status = signal('')
  const unreadAfter = signal<number | null>(null)

  const chat = openChat({ server, siteKey, heard })
  const { draft, stop: stopKeeping } = keptDraft(siteKey, () => chat.session.value.token)
  const isLooking = () => (open.value || inline) && document.visibilityState === 'visible'

  function heard(message: Message, live: boolean): void {
    if (!live) return
    const { inbound, body, author, timestamp } = message
    emit({
      type: 'message',
      message: { direction: inbound ? 'inbound' : 'outbound', body, author, timestamp },
    })
    if (inbound || isLooking()) return
    setTimeout(() => {
      const unseen = message.seq > chat.session.value.read
      if (unseen && !muted.value && (document.visibilityState === 'visible' || chat.leads())) playSound()
    }, SEEN_ELSEWHERE)
  }

  function setOpen(next: boolean): void {
    if (inline || open.value === next) return
    if (next) {
      const { read } = chat.session.value
      unreadAfter.value = chat.unread.value > 0 ? read : null
    }
    open.value = next
    emit(next ? { type: 'open' } : { type: 'close' })
    // To where it came from.
    if (!next) launcher.button.focus()
  }

  const host = (box.getRootNode() as ShadowRoot).host as HTMLElement // where the loader put it
  function colours(): void {
    const scheme = schemeOf(options.theme)
    const { brand, onBrand, brandInk } = brandColours(parseColour(site.appearance.colour) ?? PETROL, scheme)
    host.dataset.scheme = scheme
    host.style.setProperty('--brand', brand)
    host.style.setProperty('--on-brand', onBrand)
    host.style.setProperty('--brand-ink', brandInk)
  }

  async function speak(): Promise<void> {
    const locale = localeOf(options.locale, document.documentElement.lang, navigator.language)
    const all = await wordsOf(locale)
    if (gone.signal.aborted) return
    box.lang = locale
    box.dir = locale === 'ar' ? 'rtl' : 'ltr'
    words.value = {
      locale: regionOf(locale, options.locale, document.documentElement.lang, ...navigator.languages),
      words: all,
    }
    launcher.show({ locale })
  }

  addStyle([tokensCss, panelCss, logCss, composerCss, formCss].join('\n'))
  if (inline) host.dataset.inline = ''
  const stage = document.createElement('div')
  box.append(stage)
  colours()
  watchScheme(colours, gone.signal)
  watchKeyboard(host, gone.signal)
  void speak()

  const view = {
    chat,
    site,
    server,
    inline,
    open,
    muted,
    name: signal(''),
    email: signal(''),
    draft,
    chosen: signal<readonly File[]>([]),
    fileProblem: signal(''),
    unreadAfter,
    now,
    status,
    show: () => setOpen(true),
    close: () => setOpen(false),
  }
  const stops = [
    stopKeeping,
    effect(() => {
      if (!words.value) return
      const all: View = { ...view, ...words.value }
      render(
        <ViewContext.Provider value={all}>
          <Widget />
        </ViewContext.Provider>,
        stage,
      )
    }),
    effect(() => {
      const unread = open.value || inline ? 0 : chat.unread.value
      launcher.show({ open: open.value, unread })
      emit({ type: 'unread', count: unread })
    }),
    effect(() => {
      // All of it is read anew with each message, and when the panel opens.
      if (chat.messages.value.length > 0 && (open.value || inline)) seeIfSomebodyLooks()
    }),
    effect(() => local?.setItem(`parley:${siteKey}:muted`, muted.value ? 'yes' : 'no')),
    effect(() => {
      if (words.value) status.value = announcements(chat.letters.value, words.value.words)
    }),
    ticking(now, () => chat.letters.value.length > 0 || chat.line.value?.phase === 'down'),
  ]

  function seeIfSomebodyLooks(): void {
    if (document.visibilityState === 'visible') queueMicrotask(() => chat.read())
  }

  const wake = (): void => {
    chat.wake()
    if (isLooking()) seeIfSomebodyLooks()
  }
  launcher.button.addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Escape') setOpen(false)
    },
    { signal: gone.signal },
  )
  document.addEventListener('visibilitychange', wake, { signal: gone.signal })
  for (const sign of ['online', 'pageshow', 'focus'])
    window.addEventListener(sign, wake, { signal: gone.signal })

  return {
    open: () => setOpen(true),
    close: () => setOpen(false),
    toggle: () => setOpen(!open.value),
    identify: (who) => chat.identify(who),
    update(change) {
      Object.assign(options, change)
      colours()
      void speak()
      if (change.launcher !== undefined) launcher.show({ hidden: !change.launcher })
      if (change.position) box.className = change.position === 'left' ? 'left' : ''
    },
    logout: () => chat.logout(),
    destroy() {
      gone.abort()
      for (const stop of stops) stop()
      render(null, stage)
      chat.close()
    },
    send(text) {
      const { started, name, email } = chat.session.value
      if (started || (name !== '' && email !== '')) chat.send(text.trim())
      else {
        // First the form, with the words already in it.
        draft.value = text
        setOpen(true)
      }
    },
    prefill(text) {
      draft.value = text
    },
  }
}

/** A clock that only runs while somebody reads it. */
function ticking(now: { value: number }, needed: () => boolean): () => void {
  return effect(() => {
    if (!needed()) return
    const timer = setInterval(() => {
      now.value = Date.now()
    }, 1_000)
    return () => clearInterval(timer)
  })
}
