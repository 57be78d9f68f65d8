import type { Signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Words } from '../locales/words.ts'
import type { Chat } from '../talk/chat.ts'
import type { Site } from '../wire/shapes.ts'

/** What every part of the screen may need: the conversation, and what this tab shows of it. */
export type View = {
  chat: Chat
  site: Site
  words: Words
  locale: string
  server: string
  /** Fills an element of the page instead of floating above it. */
  inline: boolean
  open: Signal<boolean>
  muted: Signal<boolean>
  /** What was typed into the form. */
  name: Signal<string>
  email: Signal<string>
  /** What is in the field, and what is attached to it. */
  draft: Signal<string>
  chosen: Signal<readonly File[]>
  /** Why a file could not be attached; empty when all could. */
  fileProblem: Signal<string>
  /** The seq that had been read when the panel was opened; null when nothing was new. */
  unreadAfter: Signal<number | null>
  /** Ticks each second while something counts down. */
  now: Signal<number>
  /** Said by screen readers, seen by nobody. */
  status: Signal<string>
  show(): void
  close(): void
}

export const ViewContext = createContext<View | null>(null)

export function useView(): View {
  const view = useContext(ViewContext)
  if (!view) throw new Error('a part of the chat stands outside of it')
  return view
}
