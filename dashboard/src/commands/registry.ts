// Every command there is right now: what a key, the palette and a button's printed key all come from.
import type { IconName } from '../ui/icon-paths.ts'

export type Command = {
  /** Stable and unique, such as `conversation.close`: rebindings are kept by it. */
  id: string
  /** Already in the person's language. */
  label: string
  group: 'actions' | 'go' | 'settings'
  /** `e`, `mod+k`, `g s` (one after the other), `shift+mod+enter`; several ways are several entries. */
  keys?: readonly string[]
  /** Keys with no modifier never fire while somebody types, unless this says so. */
  whileTyping?: boolean
  /** Works while a dialog is open, where all others rest. */
  inDialog?: boolean
  /** Runs again and again while its key is held: for moving, never for changing anything. */
  repeats?: boolean
  /** In the palette, before the label. */
  icon?: IconName
  /** In the palette, quietly behind the label. */
  hint?: string
  /** Has a key and stands in no palette, such as moving in a list. */
  keyOnly?: boolean
  run(): void
}

const commands = new Map<string, Command>()
/** Also those that were here and are not now: what a person rebinds should not depend on where they stand. */
const met = new Map<string, Command>()
/** Of those met, the same object for the same keys. */
const keys = new Map<string, readonly string[]>()
const listeners = new Set<() => void>()
let snapshot: readonly Command[] = []
let metSnapshot: readonly Command[] = []

function changed(): void {
  snapshot = [...commands.values()]
  metSnapshot = [...met.values()]
  for (const listener of listeners) listener()
}

/** The last one registered under an id wins. @returns takes it back. */
export function registerCommand(command: Command): () => void {
  commands.set(command.id, command)
  met.set(command.id, command)
  const delivered = command.keys ?? []
  if (keys.get(command.id)?.join('|') !== delivered.join('|')) keys.set(command.id, delivered)
  changed()
  return () => {
    if (commands.get(command.id) !== command) return
    commands.delete(command.id)
    changed()
  }
}

export const listCommands = (): readonly Command[] => snapshot

/** Every command this visit has met, whether it can be run right now or not. */
export const listMetCommands = (): readonly Command[] => metSnapshot

/** Null for a command that this visit has not met. */
export const keysMet = (id: string): readonly string[] | null => keys.get(id) ?? null

export function isCommand(id: string): boolean {
  return commands.has(id)
}

export function runCommand(id: string): void {
  commands.get(id)?.run()
}

export function onCommandsChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
