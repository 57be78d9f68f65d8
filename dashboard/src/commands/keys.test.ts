import { describe, expect, test } from 'vitest'
import { chordOf, collide, hasModifier, isEditing, match, type Press, parseKeys } from './keys.ts'

function press(key: string, more: Partial<Press> & { altGraph?: boolean } = {}): Press {
  const { altGraph = false, ...held } = more
  return {
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    getModifierState: (name) => name === 'AltGraph' && altGraph,
    ...held,
  }
}

test.each([
  ['e', ['e']],
  ['g s', ['g', 's']],
  ['  G   S ', ['g', 's']],
  ['mod+k', ['mod+k']],
  ['shift+mod+Enter', ['mod+shift+enter']],
  ['Esc', ['escape']],
  ['?', ['?']],
  ['+', ['+']],
  ['mod++', ['mod++']],
  ['mod+k mod+s', ['mod+k', 'mod+s']],
])('%j is written as %j', (keys, chords) => {
  expect(parseKeys(keys)).toEqual(chords)
})

describe('a key that is pressed', () => {
  test.each([
    ['a letter', press('e'), 'e'],
    ['a letter under caps lock', press('E'), 'e'],
    ['a letter with shift', press('E', { shiftKey: true }), 'shift+e'],
    ['a character that needs shift', press('?', { shiftKey: true, code: 'Slash' }), '?'],
    ['Ctrl and a letter', press('k', { ctrlKey: true }), 'mod+k'],
    ['the Windows key', press('k', { metaKey: true }), 'meta+k'],
    ['Enter with everything', press('Enter', { ctrlKey: true, shiftKey: true }), 'mod+shift+enter'],
    ['the space bar', press(' '), 'space'],
    ['the plus key', press('+', { ctrlKey: true }), 'mod++'],
    ['a on a French keyboard, where q is in others', press('a', { code: 'KeyQ' }), 'a'],
    ['j on a Russian keyboard', press('о', { code: 'KeyJ' }), 'j'],
    ['shift and j on a Russian keyboard', press('О', { code: 'KeyJ', shiftKey: true }), 'shift+j'],
    ['k on a Hebrew keyboard, with Ctrl', press('ל', { code: 'KeyK', ctrlKey: true }), 'mod+k'],
    ['] on a Russian keyboard', press('ъ', { code: 'BracketRight' }), ']'],
    ['} on a Russian keyboard', press('Ъ', { code: 'BracketRight', shiftKey: true }), '}'],
    ['? on a Russian keyboard, where it is printed', press('?', { code: 'Digit7', shiftKey: true }), '?'],
    ['. on a Greek keyboard, where it is printed', press('.', { code: 'Period' }), '.'],
    ['g on a Greek keyboard', press('γ', { code: 'KeyG' }), 'g'],
    ['/ on an Arabic keyboard', press('ظ', { code: 'Slash' }), '/'],
    ['a figure on a Persian keyboard', press('۴', { code: 'Digit4' }), '4'],
    ['ü on a German keyboard, which is a letter of its own', press('ü', { code: 'BracketLeft' }), 'ü'],
    ['a letter of no known place', press('о', { code: '' }), 'о'],
    ['a letter with an accent', press('é', { code: 'Digit2' }), '2'],
    ['@ by AltGr on Windows', press('@', { code: 'KeyQ', ctrlKey: true, altKey: true, altGraph: true }), '@'],
    ['a modifier alone', press('Shift', { shiftKey: true }), null],
    ['half a letter', press('Dead', { code: 'BracketLeft' }), null],
  ])('%s', (_, pressed, chord) => {
    expect(chordOf(pressed, false)).toBe(chord)
  })

  test.each([
    ['⌘K', press('k', { metaKey: true }), 'mod+k'],
    ['⌃K', press('k', { ctrlKey: true }), 'ctrl+k'],
    ['⌥E, which begins an accent', press('Dead', { code: 'KeyE', altKey: true }), 'alt+e'],
    ['⌥S, which types ß', press('ß', { code: 'KeyS', altKey: true }), 'alt+s'],
  ])('on a Mac: %s', (_, pressed, chord) => {
    expect(chordOf(pressed, true)).toBe(chord)
  })

  test('means the same as it was written', () => {
    for (const [keys, pressed] of [
      ['shift+mod+enter', press('Enter', { ctrlKey: true, shiftKey: true })],
      ['mod++', press('+', { ctrlKey: true })],
      ['Esc', press('Escape')],
    ] as const)
      expect([chordOf(pressed, false)]).toEqual(parseKeys(keys))
  })
})

test('types nothing with Ctrl or Command held, and with Alt only where Alt types nothing', () => {
  const held = (keys: string, mac: boolean) => parseKeys(keys).map((chord) => hasModifier(chord, mac))
  expect(held('mod+k ctrl+k meta+k alt+k', false)).toEqual([true, true, true, true])
  expect(held('e shift+e ? enter', false)).toEqual([false, false, false, false])
  expect(held('alt+k', true)).toEqual([false])
})

test('leaves a text field what it does itself', () => {
  const editing = (keys: string) => parseKeys(keys).map(isEditing)
  expect(editing('mod+a mod+z mod+shift+z mod+shift+arrowleft alt+backspace')).toEqual([
    true,
    true,
    true,
    true,
    true,
  ])
  expect(editing('mod+k mod+enter mod+shift+enter mod+s')).toEqual([false, false, false, false])
})

test('of two commands with the same keys the later one is meant', () => {
  const both = ['of the list', 'of the thread'].map((to) => ({ keys: ['e'], to }))
  expect(match(both, [], 'e').hit).toBe('of the thread')
})

describe('a sequence', () => {
  const bindings = ['g s', 'g i', 'e', 's', 'mod+k'].map((keys) => ({ keys: parseKeys(keys), to: keys }))

  test('waits for its second key, and tells its ends apart', () => {
    expect(match(bindings, [], 'g')).toEqual({ hit: null, pending: ['g'] })
    expect(match(bindings, ['g'], 's')).toEqual({ hit: 'g s', pending: [] })
    expect(match(bindings, ['g'], 'i')).toEqual({ hit: 'g i', pending: [] })
    expect(match(bindings, [], 's')).toEqual({ hit: 's', pending: [] })
  })

  test('that comes to nothing does not swallow the key that ended it', () => {
    expect(match(bindings, ['g'], 'e')).toEqual({ hit: 'e', pending: [] })
    expect(match(bindings, ['g'], 'g')).toEqual({ hit: null, pending: ['g'] })
    expect(match(bindings, ['g'], 'x')).toEqual({ hit: null, pending: [] })
  })
})

test.each([
  ['e', 'e', true],
  ['g', 'g s', true],
  ['g s', 'g', true],
  ['g s', 'g i', false],
  ['s', 'g s', false],
  ['shift+mod+k', 'mod+shift+k', true],
])('%j and %j get in each other’s way: %s', (a, b, does) => {
  expect(collide(parseKeys(a), parseKeys(b))).toBe(does)
})
