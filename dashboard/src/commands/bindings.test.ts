import { expect, test } from 'vitest'
import { asDelivered, inTheWay, keysOf, rebind } from './bindings.ts'

const close = { id: 'close', keys: ['e', 'mod+e'] }
const snooze = { id: 'snooze', keys: ['s'] }
const settings = { id: 'settings', keys: ['g s'] }
const palette = { id: 'palette', keys: ['mod+k'] }
const all = [close, snooze, settings, palette]
const untouched = { charactersOff: false, changed: {} }

test('keys are those a command came with until somebody chose others', () => {
  expect(keysOf(close, untouched)).toEqual(['e', 'mod+e'])
  expect(keysOf(close, rebind(untouched, close, 'c', all))).toEqual(['c'])
  expect(keysOf(close, rebind(untouched, close, null, all))).toEqual([])
})

test('keys that type a character can be turned off, and only they', () => {
  const off = { ...untouched, charactersOff: true }
  expect(all.map((command) => keysOf(command, off))).toEqual([['mod+e'], [], [], ['mod+k']])
  expect(keysOf({ id: 'x', keys: ['shift+e', '?', 'escape', 'shift+enter'] }, off)).toEqual([
    'escape',
    'shift+enter',
  ])
})

test('names whose keys are in the way: the same ones, and beginnings', () => {
  const names = (keys: string) => inTheWay(keys, palette, all, untouched).map(({ id }) => id)
  expect(names('s')).toEqual(['snooze'])
  expect(names('g')).toEqual(['settings'])
  expect(names('e x')).toEqual(['close'])
  expect(names('g p')).toEqual([])
  expect(names('mod+k')).toEqual([])
})

test('taking keys leaves their former owner the others', () => {
  const now = rebind(untouched, snooze, 'e', all)
  expect(keysOf(snooze, now)).toEqual(['e'])
  expect(keysOf(close, now)).toEqual(['mod+e'])
})

test('as delivered again, so is whoever was in the way', () => {
  const swapped = rebind(rebind(untouched, snooze, 'e', all), close, 's', all)
  expect([keysOf(snooze, swapped), keysOf(close, swapped)]).toEqual([['e'], ['s']])
  const back = asDelivered(swapped, close, all)
  expect([keysOf(snooze, back), keysOf(close, back)]).toEqual([['s'], ['e', 'mod+e']])
  expect(back.changed).toEqual({})
})
