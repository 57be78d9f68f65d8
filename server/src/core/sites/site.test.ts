import { expect, it } from 'vitest'
import { columnsOf, newSite, siteFrom, textColourOn } from './site.ts'

it.each([
  ['#000000', '#ffffff'],
  ['#ffffff', '#000000'],
  ['#1f6feb', '#ffffff'],
  ['#ffd000', '#000000'],
  // Either side of where black and white read alike.
  ['#757575', '#ffffff'],
  ['#767676', '#000000'],
])('on %s one writes in %s', (colour, text) => {
  expect(textColourOn(colour)).toBe(text)
})

it('is the same after it was stored', () => {
  const site = { name: 'Shop', ...newSite, allowedOrigins: ['https://shop.example'], autoReply: null }
  expect(siteFrom(columnsOf(site))).toEqual(site)
})

it('has the defaults for what was not there when it was stored', () => {
  const row = { ...columnsOf({ name: 'Shop', ...newSite }), appearance: '{"colour":"#ff0000"}' }
  expect(siteFrom(row).appearance).toEqual({ ...newSite.appearance, colour: '#ff0000' })
})
