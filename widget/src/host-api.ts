// What a page can do with the chat: `window.Parley`. Served as `/widget.d.ts` too, so it stands alone.

export type ParleyOptions = {
  /** Of the site, from Settings → Integrations. Public. */
  siteKey: string
  /** Where Parley runs, as an origin; the one the script came from unless it says otherwise. */
  server?: string
  /** An element, or a selector of one, that the chat fills instead of floating above the page. */
  target?: string | Element
  /** A language such as `de` or `pt-BR`; else the page's, else the browser's. */
  locale?: string
  /** `auto` follows `data-theme` on the page's root element, else the system. */
  theme?: 'auto' | 'light' | 'dark'
  position?: 'left' | 'right'
  /** `false` for pages that open the chat by a button of their own. */
  launcher?: boolean
}

export type ParleyIdentity = {
  /** Yours. A different one than before ends the conversation in this browser: somebody else sits here. */
  id?: string
  name?: string
  email?: string
  /** Your server's proof of `id` and `email`, without which teammates see a claim. */
  hash?: string
}

export type ParleyMessage = {
  direction: 'inbound' | 'outbound'
  body: string
  author: string
  timestamp: string
}

export type ParleyEvents = {
  open: { type: 'open' }
  close: { type: 'close' }
  /** Somebody said something, on either side. */
  message: { type: 'message'; message: ParleyMessage }
  /** How many answers have not been seen. */
  unread: { type: 'unread'; count: number }
}

export type ParleyHandle = {
  readonly version: string
  /** Starts the chat where the script tag has no `data-site-key`. Again with the same options it does nothing. */
  init(options: ParleyOptions): void
  open(): void
  close(): void
  toggle(): void
  /** Fills in what the form would ask for. */
  identify(who: ParleyIdentity): void
  /** Changes language, theme or place of a running chat. */
  update(options: Partial<Omit<ParleyOptions, 'siteKey' | 'server' | 'target'>>): void
  /** Forgets the visitor in this browser, in all its tabs. Call it when somebody signs out of your site. */
  logout(): void
  /** Takes the chat off the page; the conversation stays. */
  destroy(): void
  /** Returns what stops it again. */
  on<K extends keyof ParleyEvents>(event: K, listener: (event: ParleyEvents[K]) => void): () => void
  /** Sends a message as the visitor, after the form when that is still to be filled in. */
  send(text: string): void
  /** Puts words into the field without sending them. */
  prefill(text: string): void
}

declare global {
  interface Window {
    Parley?: ParleyHandle
  }
}
