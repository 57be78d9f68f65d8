import { expect, test } from 'vitest'
import { type KeyNames, printKeys } from './print-keys.ts'

const english: KeyNames = {
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  space: 'Space',
  escape: 'Esc',
  delete: 'Del',
}
const german: KeyNames = { ...english, ctrl: 'Strg', shift: 'Umschalt' }

test.each([
  ['e', ['E'], ['E']],
  ['mod+k', ['Ctrl K'], ['⌘K']],
  ['g s', ['G', 'S'], ['G', 'S']],
  ['shift+mod+enter', ['Ctrl Shift ↵'], ['⇧⌘↵']],
  ['escape', ['Esc'], ['Esc']],
  ['?', ['?'], ['?']],
  ['mod++', ['Ctrl +'], ['⌘+']],
  ['alt+arrowup', ['Alt ↑'], ['⌥↑']],
  ['pagedown', ['Pagedown'], ['Pagedown']],
])('%j is printed', (keys, elsewhere, mac) => {
  expect(printKeys(keys, false, english)).toEqual(elsewhere)
  expect(printKeys(keys, true, english)).toEqual(mac)
})

test('keys are named as they are in the person’s language', () => {
  expect(printKeys('shift+mod+e', false, german)).toEqual(['Strg Umschalt E'])
})
