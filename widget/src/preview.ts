// A site's chat as its unsaved settings would have it, for the page of settings that shows this one in a frame. It asks no
// server and keeps nothing: `/chat/preview` forbids the one by its policy, and the other is no storage of the browser.

import { newSession, prefixOf } from './keep/session.ts'
import { chatOnPage, type OnPage } from './loader/on-page.ts'
import { type Asked, askedBy } from './preview/asked.ts'
import { fetchNowhere, storageNowhere } from './preview/nowhere.ts'

const storage = storageNowhere()
for (const kind of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, kind, { value: storage, configurable: true })

// Drawn anew while somebody types beside it: nothing moves for that.
const still = new CSSStyleSheet()
still.replaceSync('*{animation:none!important;transition:none!important}')
const attachShadow = Element.prototype.attachShadow
Element.prototype.attachShadow = function (init) {
  const root = attachShadow.call(this, init)
  root.adoptedStyleSheets = [still]
  return root
}

// What is looked at takes no focus from where somebody writes.
document.body.inert = true

let asked: Asked | null = null
window.fetch = fetchNowhere(() => ({
  site: asked?.site,
  said: [
    { inbound: true, body: asked?.words.question ?? '' },
    { inbound: false, body: asked?.words.answer ?? '' },
  ],
}))

let shown: OnPage | null = null
let shows = 0

/** Anew for each change: the chat reads its site once, as it does on every page. */
function show(next: Asked): void {
  asked = next
  document.documentElement.dataset.theme = next.theme
  const before = shown
  // Under a name of its own: two of one name would take turns at their line.
  const siteKey = `preview-${++shows}`
  storage.clear()
  if (next.show === 'talk') {
    const session = { ...newSession(), started: true, name: 'Visitor', email: 'visitor@example.com', read: 2 }
    storage.setItem(`${prefixOf(siteKey)}session`, JSON.stringify({ ...session, lastWord: Date.now() }))
  }
  const chat = chatOnPage(
    { siteKey, server: location.origin, theme: next.theme, locale: next.locale },
    '',
    () => undefined,
  )
  shown = chat
  if (next.show !== 'launcher') chat.ask((app) => app.open())
  // Not before the new one is there to be seen.
  setTimeout(() => before?.destroy(), 50)
}

window.addEventListener('message', (event) => {
  const next = askedBy(event, window)
  if (next) show(next)
})
if (window.parent !== window) window.parent.postMessage({ parley: 'preview-ready' }, location.origin)
