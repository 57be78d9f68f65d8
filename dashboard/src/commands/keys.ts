// Keys as they are written (`mod+k`, `g s`), as they are pressed, and whether the two are the same.

/** One way to press: modifiers in a fixed order, then the key in small letters, such as `mod+shift+enter`. */
export type Chord = string

export type Press = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'getModifierState'
>

const MODIFIERS = ['mod', 'ctrl', 'meta', 'alt', 'shift'] as const
type Modifier = (typeof MODIFIERS)[number]

const NAMES: Record<string, string> = { esc: 'escape', return: 'enter', ' ': 'space', plus: '+' }
const ALONE = new Set([
  'control',
  'shift',
  'alt',
  'meta',
  'altgraph',
  'capslock',
  'dead',
  'process',
  'unidentified',
])

/** `G S` → [`g`, `s`]; the order of modifiers makes no difference. */
export function parseKeys(keys: string): Chord[] {
  return keys.trim().split(/\s+/).map(parseChord)
}

function parseChord(text: string): Chord {
  // The plus key itself: `+`, or `mod++`.
  const parts = text === '+' ? ['+'] : text.replace(/\+\+$/, '+plus').split('+')
  const key = parts.pop() ?? ''
  const held = new Set(parts.map((part) => part.toLowerCase()))
  const modifiers = MODIFIERS.filter((modifier) => held.has(modifier))
  const letter = key.toLowerCase()
  return written(NAMES[letter] ?? letter, modifiers)
}

/**
 * What was pressed, by the character that the layout gives, so that `?` is wherever it is printed. Layouts without Latin
 * letters are read by the place of the key instead. Null for a modifier alone.
 */
export function chordOf(press: Press, mac: boolean): Chord | null {
  if (ALONE.has(press.key.toLowerCase()) && !(press.key === 'Dead' && press.altKey)) return null
  // AltGr types characters; where it comes as Ctrl and Alt together it is no chord either.
  const typing = press.getModifierState('AltGraph')
  const [ctrl, alt] = typing ? [false, false] : [press.ctrlKey, press.altKey]
  const key = keyOf(press, alt)
  const modifiers: Modifier[] = []
  if (mac ? press.metaKey : ctrl) modifiers.push('mod')
  if (mac && ctrl) modifiers.push('ctrl')
  if (!mac && press.metaKey) modifiers.push('meta')
  if (alt) modifiers.push('alt')
  // Shift is already in a character such as `?`; with letters and named keys it makes a difference.
  if (press.shiftKey && (key.length > 1 || isLetter(key))) modifiers.push('shift')
  return written(key, modifiers)
}

/** What stands on them where layouts have Latin letters, without and with Shift: `]` is ъ on a Russian one. */
const SIGNS: Record<string, string> = {
  Backquote: '`~',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
}

function keyOf(press: Press, alt: boolean): string {
  const { key } = press
  const latin = /^[\x20-\x7e]$/.test(key)
  // ⌥E types an accent on a Mac, and a Cyrillic letter or an Arabic figure is nobody's shortcut.
  const meansPlace = !latin && (alt || /^[\p{L}\p{N}]$/u.test(key))
  const small = key.toLowerCase()
  return (meansPlace && onPlaceOf(press)) || (NAMES[small] ?? small)
}

/** Signs stand elsewhere on each Latin layout, so that their place says something only where letters are none of those. */
function onPlaceOf({ key, code, shiftKey }: Press): string | undefined {
  const [, letter, figure] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? []
  if (letter !== undefined || figure !== undefined) return (letter ?? figure)?.toLowerCase()
  const isForeign = /^[^\p{Script=Latin}]$/u.test(key)
  return isForeign ? SIGNS[code]?.[shiftKey ? 1 : 0] : undefined
}

const isLetter = (key: string): boolean => key.toLowerCase() !== key.toUpperCase()

function written(key: string, modifiers: readonly Modifier[]): Chord {
  return [...modifiers, key].join('+')
}

/** Whether it may be pressed while somebody types: it types nothing by itself. */
export function hasModifier(chord: Chord, mac: boolean): boolean {
  // Option types characters on a Mac.
  return /^(mod|ctrl|meta)\+/.test(chord) || (!mac && chord.startsWith('alt+'))
}

/** Chords of a text field itself: to select, copy, undo or move in it. */
export function isEditing(chord: Chord): boolean {
  return /^(mod|ctrl|alt)\+(shift\+)?([acvxyzbiu]|arrow\w+|backspace|delete|home|end)$/.test(chord)
}

export type Match<T> = { hit: T | null; pending: Chord[] }

/**
 * What pressing `chord` after `before` means: a binding that is complete, or the beginning of longer ones. Of two that are
 * the same, the later one is nearer to what somebody does. Keys that lead nowhere after a beginning count from anew.
 */
export function match<T>(
  bindings: readonly { keys: readonly Chord[]; to: T }[],
  before: readonly Chord[],
  chord: Chord,
): Match<T> {
  const pressed = [...before, chord]
  const fitting = bindings.filter(({ keys }) => pressed.every((key, at) => keys[at] === key))
  const complete = fitting.findLast(({ keys }) => keys.length === pressed.length)
  if (complete) return { hit: complete.to, pending: [] }
  if (fitting.length > 0) return { hit: null, pending: pressed }
  return before.length > 0 ? match(bindings, [], chord) : { hit: null, pending: [] }
}

/** Two ways of pressing get in each other's way when one is the other, or its beginning. */
export function collide(a: readonly Chord[], b: readonly Chord[]): boolean {
  const shorter = Math.min(a.length, b.length)
  return a.slice(0, shorter).join(' ') === b.slice(0, shorter).join(' ')
}
