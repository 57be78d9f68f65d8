import { afterEach, expect, it, vi } from 'vitest'
import { speak } from './i18n.ts'
import { figure, inShape, listed, locale } from './local.ts'

const inBrowserOf = (...languages: string[]) => vi.stubGlobal('navigator', { languages })

afterEach(async () => {
  vi.unstubAllGlobals()
  await speak('en')
})

it('takes the region of the browser where it speaks the language, and the language alone where not', async () => {
  inBrowserOf('fr-FR', 'en-AU', 'en-US')
  expect(locale()).toBe('en-AU')
  inBrowserOf('fr-FR')
  expect(locale()).toBe('en')
  await speak('de')
  inBrowserOf('en-US', 'de-AT')
  expect(locale()).toBe('de-AT')
})

it('writes figures, days and lists as the language and region do', async () => {
  const shape = { day: 'numeric', month: 'long' } as const
  const all = () => [
    figure(33_554.432, { maximumFractionDigits: 1 }),
    inShape(shape, '2026-11-21T12:00:00'),
    listed(['swap', 'lid', 'kettle']),
  ]
  inBrowserOf('en-GB')
  expect(all()).toEqual(['33,554.4', '21 November', 'swap, lid and kettle'])
  inBrowserOf('en-US')
  expect(all()).toEqual(['33,554.4', 'November 21', 'swap, lid, and kettle'])
  await speak('de')
  inBrowserOf('de-DE')
  expect(all()).toEqual(['33.554,4', '21. November', 'swap, lid und kettle'])
})
