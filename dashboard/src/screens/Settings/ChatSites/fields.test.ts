import { expect, it } from 'vitest'
import { clockComplaint, clockFrom, nextSpan } from './clock.ts'
import { inkOn } from './contrast.ts'
import { originComplaint, originFrom } from './origins.ts'

it.each([
  ['https://shop.example', 'https://shop.example'],
  [' https://Shop.example/ ', 'https://shop.example'],
  ['shop.example', 'https://shop.example'],
  ['shop.example:8080', 'https://shop.example:8080'],
  ['http://localhost:8080', 'http://localhost:8080'],
  // What it is not, it stays, to be said no to.
  ['https://shop.example/cart', 'https://shop.example/cart'],
  ['ftp://shop.example', 'ftp://shop.example'],
  ['', ''],
])('takes %j for %j', (typed, origin) => {
  expect(originFrom(typed)).toBe(origin)
})

it.each([
  ['https://shop.example', null],
  ['https://shop.example/cart', 'originPath'],
  ['https://shop.example/?a=1', 'originPath'],
  ['https://me@shop.example', 'origin'],
  ['ftp://shop.example', 'origin'],
  ['my shop', 'origin'],
  ['*', 'origin'],
])('says of the origin %j: %s', (origin, word) => {
  expect(originComplaint(origin)).toBe(word)
})

it.each([
  ['9', '09:00'],
  ['930', '09:30'],
  ['17.30', '17:30'],
  ['0900', '09:00'],
  ['24', '24:00'],
  ['25', '25'],
  ['24:30', '24:30'],
  ['noon', 'noon'],
])('takes the time %j for %j', (typed, clock) => {
  expect(clockFrom(typed)).toBe(clock)
})

it('wants times in order, and goes on after a break', () => {
  expect(clockComplaint([])).toBeNull()
  expect(
    clockComplaint([
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '24:00' },
    ]),
  ).toBeNull()
  expect(
    clockComplaint([
      { from: '09:00', to: '12:00' },
      { from: '12:00', to: '14:00' },
    ]),
  ).toBe('order')
  expect(clockComplaint([{ from: '17:00', to: '09:00' }])).toBe('order')
  expect(clockComplaint([{ from: '9', to: '17:00' }])).toBe('time')
  expect(nextSpan([])).toEqual({ from: '09:00', to: '17:00' })
  expect(nextSpan([{ from: '09:00', to: '12:00' }])).toEqual({ from: '13:00', to: '17:00' })
  expect(nextSpan([{ from: '09:00', to: '22:30' }])).toEqual({ from: '23:00', to: '24:00' })
})

it.each([
  ['#1f5a4c', '#ffffff', 8],
  ['#ffd166', '#000000', 14.6],
  ['#000000', '#ffffff', 21],
])('writes on %s in %s, %d to 1', (colour, ink, ratio) => {
  const found = inkOn(colour)
  expect(found.ink).toBe(ink)
  expect(found.ratio).toBeCloseTo(ratio, 0)
})
