import { useSyncExternalStore } from 'react'
import { type Command, keysMet, listCommands, listMetCommands, onCommandsChange } from './registry.ts'

export function useCommands(): readonly Command[] {
  return useSyncExternalStore(onCommandsChange, listCommands)
}

export function useMetCommands(): readonly Command[] {
  return useSyncExternalStore(onCommandsChange, listMetCommands)
}

/** The keys that a command came with; draws anew when they are others, and not with every command that comes or goes. */
export function useMetKeys(id: string): readonly string[] | null {
  return useSyncExternalStore(onCommandsChange, () => keysMet(id))
}
