import { bindings, keysOf } from './bindings.ts'
import { type Chord, chordOf, hasModifier, isEditing, match, parseKeys } from './keys.ts'
import { isMac } from './platform.ts'
import { type Command, listCommands } from './registry.ts'

// Long enough for a second key without hurry, short enough that a lone first one is forgotten.
const SEQUENCE = 1_500

/** Runs commands by their keys, for as long as it is on. @returns turns it off. */
export function dispatchKeys(): () => void {
  let pending: Chord[] = []
  let last = 0
  let inDialog = false

  /** Before anybody hears the key: a dialog that it closes is gone by the time the key gets to the commands behind it. */
  function look(): void {
    inDialog = document.querySelector('[aria-modal="true"], dialog:modal') !== null
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Whoever is nearer to the key comes first; an input method is still writing.
    if (event.defaultPrevented || event.isComposing) return
    const chord = chordOf(event, isMac)
    if (chord === null) return
    const before = event.timeStamp - last < SEQUENCE ? pending : []
    const found = match(boundNow(event, chord, inDialog), before, chord)
    pending = found.pending
    last = event.timeStamp
    if (found.hit === null && pending.length === 0) return
    event.preventDefault()
    if (found.hit && (!event.repeat || found.hit.repeats === true)) found.hit.run()
  }

  window.addEventListener('keydown', look, { capture: true })
  window.addEventListener('keydown', onKeyDown)
  return () => {
    window.removeEventListener('keydown', look, { capture: true })
    window.removeEventListener('keydown', onKeyDown)
  }
}

function boundNow(event: KeyboardEvent, chord: Chord, dialog: boolean): { keys: Chord[]; to: Command }[] {
  const [target] = event.composedPath()
  const element = target instanceof HTMLElement ? target : document.body
  const typing = isTyping(element) && (isEditing(chord) || !hasModifier(chord, isMac))
  const pressing = isPressing(element, chord)
  const now = bindings.get()
  return listCommands()
    .filter(({ whileTyping, inDialog }) => (!typing || whileTyping) && !pressing && (!dialog || inDialog))
    .flatMap((command) => keysOf(command, now).map((keys) => ({ keys: parseKeys(keys), to: command })))
}

const NOT_TYPED_IN = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
])

function isTyping(element: HTMLElement): boolean {
  if (element instanceof HTMLInputElement) return !NOT_TYPED_IN.has(element.type)
  return element.isContentEditable || element.matches('textarea, select, [role="textbox"], [role="menu"] *')
}

/** Enter and space belong to the button, link or box that has the focus. */
function isPressing(element: HTMLElement, chord: Chord): boolean {
  return (
    /^(enter|space)$/.test(chord) &&
    element.matches('a, button, input, summary, [role="button"], [role="option"]')
  )
}
