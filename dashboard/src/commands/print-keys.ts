import { parseKeys } from './keys.ts'

/** What stands on keys, in the language of the person; a Mac has signs instead of words. */
export type KeyNames = Readonly<Record<'ctrl' | 'alt' | 'shift' | 'space' | 'escape' | 'delete', string>>

const SIGNS: Readonly<Record<string, string>> = {
  enter: '↵',
  tab: '⇥',
  backspace: '⌫',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
}

// In the order Apple prints them.
const MAC = [
  ['ctrl', '⌃'],
  ['alt', '⌥'],
  ['shift', '⇧'],
  ['mod', '⌘'],
] as const

/** One cap for each chord: `mod+k` → `⌘K` or `Ctrl K`, `g s` → `G` and `S`. */
export function printKeys(keys: string, mac: boolean, names: KeyNames): string[] {
  return parseKeys(keys).map((chord) => {
    const parts = chord.replace(/\+\+$/, '+plus').split('+')
    const last = parts.pop() || '+'
    const key = SIGNS[last] ?? named(last, names)
    const held = new Set(parts)
    if (mac) return MAC.map(([modifier, sign]) => (held.has(modifier) ? sign : '')).join('') + key
    const words = [
      held.has('mod') || held.has('ctrl') ? names.ctrl : '',
      held.has('meta') ? 'Meta' : '',
      held.has('alt') ? names.alt : '',
      held.has('shift') ? names.shift : '',
      key,
    ]
    return words.filter((word) => word !== '').join(' ')
  })
}

function named(key: string, names: KeyNames): string {
  if (key === 'space' || key === 'escape' || key === 'delete') return names[key]
  if (key === 'plus') return '+'
  return key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1)
}
