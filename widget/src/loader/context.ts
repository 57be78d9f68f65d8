// What the loader hands to the app, which arrives later as a file of its own.
import type { ParleyEvents, ParleyIdentity, ParleyOptions } from '../host-api.ts'
import type { Launcher } from './launcher.ts'

export type Emit = <K extends keyof ParleyEvents>(event: ParleyEvents[K] & { type: K }) => void

export type Context = {
  options: ParleyOptions
  server: string
  /** As `GET /chat/widget` answered; `wire/shapes.ts` reads it. */
  site: unknown
  /** Inside the shadow root: what the app shows goes here, beside the launcher. */
  box: HTMLElement
  launcher: Launcher
  emit: Emit
  addStyle(css: string): void
}

export type App = {
  open(): void
  close(): void
  toggle(): void
  identify(who: ParleyIdentity): void
  update(options: Partial<ParleyOptions>): void
  logout(): void
  destroy(): void
  send(text: string): void
  prefill(text: string): void
}
