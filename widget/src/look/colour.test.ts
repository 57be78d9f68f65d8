import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brandColours, contrast, cssColour, inkOn, parseColour, READABLE, type Rgb } from './colour.ts'

const part = fc.integer({ min: 0, max: 255 })
const colours = fc.tuple(part, part, part)
const parsed = (text: string): Rgb => {
  const colour = parseColour(text)
  if (!colour) throw new Error(`${text} is no colour`)
  return colour
}

describe('colours', () => {
  it.each([
    ['#fff', '#ffffff'],
    ['#1F5A4C', '#1f5a4c'],
    [' #056987 ', '#056987'],
  ])('reads %s', (text, same) => {
    expect(cssColour(parsed(text))).toBe(same)
  })

  it.each(['', 'red', '#12', '#12345', '#1234567', 'url(x)', '#ggg', 'rgb(0,0,0)', null, undefined])(
    'takes %s for none',
    (text) => {
      expect(parseColour(text)).toBeNull()
    },
  )

  it('are told apart as WCAG tells them', () => {
    expect(contrast(parsed('#000'), parsed('#fff'))).toBeCloseTo(21)
    expect(contrast(parsed('#777'), parsed('#fff'))).toBeCloseTo(4.48, 2)
  })
})

describe('whatever colour a site has', () => {
  it('what is written on it can be read', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        expect(contrast(inkOn(colour), colour)).toBeGreaterThanOrEqual(READABLE)
      }),
    )
  })

  it.each([
    ['light', '#ffffff', '#eaedef'],
    ['dark', '#161b1f', '#272d32'],
  ] as const)(
    'in the %s scheme its text, its fill and the text on that stand out',
    (scheme, sheet, bubble) => {
      fc.assert(
        fc.property(colours, (colour) => {
          const { brand, onBrand, brandInk } = brandColours(colour, scheme)
          for (const ground of [sheet, bubble])
            expect(contrast(parsed(brandInk), parsed(ground))).toBeGreaterThanOrEqual(READABLE)
          expect(contrast(parsed(brand), parsed(sheet))).toBeGreaterThanOrEqual(3)
          expect(contrast(parsed(onBrand), parsed(brand))).toBeGreaterThanOrEqual(READABLE)
        }),
      )
    },
  )

  it('is left as it is where it already can be read', () => {
    expect(brandColours(parsed('#1f5a4c'), 'light')).toEqual({
      brand: '#1f5a4c',
      onBrand: '#ffffff',
      brandInk: '#1f5a4c',
    })
  })
})
