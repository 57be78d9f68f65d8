// One chat on a page: paints its launcher, and fetches the app when somebody points at it, opens it, or was here before.
import type { ParleyIdentity, ParleyOptions } from '../host-api.ts'
import type { App, Emit } from './context.ts'
import { LAUNCHER_CSS, type Launcher, paintLauncher } from './launcher.ts'
import { setStage } from './stage.ts'
import { localeOf } from './words.ts'

/** Whoever talked with the site within this time hears of answers wherever they go on it. */
const STILL_TALKING = 7 * 24 * 3_600_000
const FIRST_WAIT = 5_000
const FIRST_WAIT_FOR_APP = 1_000
const LONGEST_WAIT = 300_000

declare const __APP__: string

export type OnPage = {
  siteKey: string
  /** Fetches the app for it. */
  ask(what: (app: App) => void): void
  /** Only when it is there already. */
  tell(what: (app: App) => void): void
  identify(who: ParleyIdentity): void
  update(options: Partial<ParleyOptions>): void
  logout(): void
  destroy(): void
}

/** What of `GET /chat/widget` the launcher needs. */
type Look = {
  appearance?: {
    colour?: string
    text_colour?: string
    position?: string
    offset?: { x?: number; y?: number }
    launcher?: { icon?: string; hidden?: boolean }
    texts?: Record<string, { launcher?: string } | undefined>
  }
}

export function chatOnPage(options: ParleyOptions & { server: string }, nonce: string, emit: Emit): OnPage {
  const { siteKey, server } = options
  const gone = new AbortController()
  /** What was asked before the app was there, in order. */
  const asked: ((app: App) => void)[] = []
  let app: App | null = null
  let load: (() => void) | null = null
  let wanted = false

  function ask(what: (app: App) => void): void {
    if (app) {
      what(app)
      return
    }
    asked.push(what)
    wanted = true
    load?.()
  }

  async function look(wait = FIRST_WAIT): Promise<void> {
    const answer = await fetch(`${server}/api/v1/chat/widget?site_key=${encodeURIComponent(siteKey)}`, {
      credentials: 'omit',
      signal: gone.signal,
    }).catch(() => null)
    if (gone.signal.aborted) return
    if (answer?.ok) return paint(await answer.json())
    if (answer && answer.status < 500 && answer.status !== 429) {
      // biome-ignore lint/suspicious/noConsole: the page's developer has no other place to learn this
      console.warn(
        `Parley: the server does not know this site, or this page is not one of its (${answer.status}).`,
      )
      return
    }
    setTimeout(() => void look(Math.min(LONGEST_WAIT, wait * 2)), wait)
  }

  function paint(site: Look): void {
    const { colour, text_colour: ink, position, offset, launcher: own, texts } = site.appearance ?? {}
    const target =
      typeof options.target === 'string' ? document.querySelector(options.target) : (options.target ?? null)
    const stage = setStage(target, nonce)
    const { host, shadow, addStyle } = stage
    gone.signal.addEventListener('abort', () => stage.leave())
    const locale = localeOf(options.locale, document.documentElement.lang, navigator.language)
    const box = document.createElement('div')
    box.lang = locale
    box.dir = locale === 'ar' ? 'rtl' : 'ltr'
    if ((options.position ?? position) === 'left') box.className = 'left'
    for (const [name, value] of [
      // On the page's own ground, so as the site has them; inside, the app sees to it that all can be read.
      ['--launcher', colour || '#056987'],
      ['--on-launcher', ink || '#fff'],
      ['--x', `${offset?.x ?? 20}px`],
      ['--y', `${offset?.y ?? 20}px`],
    ] as const)
      host.style.setProperty(name, value)
    addStyle(LAUNCHER_CSS)
    const hidden = target !== null || options.launcher === false || own?.hidden === true
    const label = texts?.[locale]?.launcher ?? ''
    const launcher = paintLauncher({ locale, open: false, unread: 0, hidden, label }, own?.icon ?? 'chat')
    box.append(launcher.button)
    shadow.append(box)
    fetchWhenWanted(site, box, launcher, addStyle)
    if (target) ask(() => undefined)
  }

  function fetchWhenWanted(
    site: unknown,
    box: HTMLElement,
    launcher: Launcher,
    addStyle: (css: string) => void,
  ): void {
    let isFetching = false
    let failures = 0
    const context = { options, server, site, box, launcher, emit, addStyle }
    load = () => {
      if (isFetching || app || gone.signal.aborted) return
      isFetching = true
      import(/* @vite-ignore */ `${server}/widget/${__APP__}`).then(
        ({ startApp }: { startApp(given: typeof context): App }) => {
          if (gone.signal.aborted) return
          app = startApp(context)
          button.ariaBusy = null
          for (const what of asked.splice(0)) what(app)
        },
        () => {
          isFetching = false
          // Where somebody waits for it. A pointer that passes by asks again when it next does.
          if (wanted) setTimeout(() => load?.(), Math.min(LONGEST_WAIT, FIRST_WAIT_FOR_APP * 2 ** failures++))
        },
      )
    }
    const { button } = launcher
    button.addEventListener('pointerenter', load)
    button.addEventListener('focus', load)
    button.addEventListener('click', () => {
      if (app) return app.toggle()
      // Who presses again because nothing happens wants it open all the more.
      button.ariaBusy = 'true'
      ask((there) => there.open())
    })
    if (wanted) load()
    else if (isTalking(siteKey)) (window.requestIdleCallback ?? setTimeout)(load)
  }

  const whenReady = (): void => void look()
  if (document.body) whenReady()
  else document.addEventListener('DOMContentLoaded', whenReady, { once: true, signal: gone.signal })

  return {
    siteKey,
    ask,
    tell: (what) => (app ? what(app) : undefined),
    // Known without the app: the next one to open it is who they say.
    identify(who) {
      // Somebody else than before must not find the conversation; otherwise it waits until the chat is opened.
      if (app) app.identify(who)
      else asked.push((there) => there.identify(who))
      if (isTalking(siteKey)) ask(() => undefined)
    },
    update(change) {
      Object.assign(options, change)
      app?.update(change)
    },
    logout() {
      if (app) return app.logout()
      asked.length = 0
      forget(siteKey)
    },
    destroy() {
      gone.abort()
      app?.destroy()
    },
  }
}

function stored(siteKey: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`parley:${siteKey}:`))
  } catch {
    // Forbidden: nothing is kept.
    return []
  }
}

function forget(siteKey: string): void {
  for (const key of stored(siteKey)) localStorage.removeItem(key)
}

/** A conversation that is going on, or words that were not sent yet. */
function isTalking(siteKey: string): boolean {
  const keys = stored(siteKey)
  if (keys.some((key) => key.includes(':letter:'))) return true
  try {
    const session = JSON.parse(localStorage.getItem(`parley:${siteKey}:session`) ?? '{}')
    return session.started === true && Date.now() - session.lastWord < STILL_TALKING
  } catch {
    return false
  }
}
