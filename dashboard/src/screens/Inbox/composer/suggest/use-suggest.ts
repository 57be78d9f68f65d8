import { type RefObject, useState } from 'react'
import type { FieldHandle } from '../field/field.ts'
import type { Macro } from '../macros/macros.ts'
import type { Trigger } from './trigger.ts'
import { type Option, useOptions } from './use-options.ts'

type SuggestParts = {
  field: RefObject<FieldHandle | null>
  people: readonly { id: string; name: string; email: string }[]
  macros: readonly Macro[]
  onMention(id: string): void
  onMacro(macro: Macro, replace: number): void
}

/** The list that follows what is typed: what is in it, where the arrows stand, and what picking does. */
export function useSuggest({ field, people, macros, onMention, onMacro }: SuggestParts) {
  const [trigger, setTrigger] = useState<Trigger | null>(null)
  // Esc closes the list for the word it was opened by.
  const [closed, setClosed] = useState(false)
  const [active, setActive] = useState(0)
  const open = closed ? null : trigger
  const options = useOptions(open, people, macros)
  const at = Math.min(active, options.length - 1)

  function pick(option: Option): void {
    const replace = trigger?.length ?? 0
    setTrigger(null)
    if (option.kind === 'macro') onMacro(option.macro, replace)
    else if (option.kind === 'emoji') field.current?.insertText(option.emoji[1], replace)
    else {
      onMention(option.person.id)
      field.current?.insertText(`@${option.person.name} `, replace)
    }
  }

  return {
    trigger: open,
    options,
    active: at,
    activeOption: options[at]?.id ?? null,
    setActive,
    pick,

    onTrigger(next: Trigger | null): void {
      if (next?.kind === trigger?.kind && next?.query === trigger?.query && next?.length === trigger?.length)
        return
      if (next === null || next.kind !== trigger?.kind) setClosed(false)
      setTrigger(next)
      setActive(0)
    },

    onListKey(key: string): boolean {
      const option = options[at]
      if (open === null || !option) return false
      if (key === 'ArrowDown') setActive((at + 1) % options.length)
      else if (key === 'ArrowUp') setActive((at + options.length - 1) % options.length)
      else if (key === 'Escape') setClosed(true)
      else if (key === 'Enter' || key === 'Tab') pick(option)
      else return false
      return true
    },
  }
}
