import { useSyncExternalStore } from 'react'
import { type Command, listCommands, listMetCommands, onCommandsChange } from './registry.ts'

export function useCommands(): readonly Command[] {
  return useSyncExternalStore(onCommandsChange, listCommands)
}

export function useMetCommands(): readonly Command[] {
  return useSyncExternalStore(onCommandsChange, listMetCommands)
}
