import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetSearches, keepSearch, recentSearches } from './recent.ts'

const store = new Map<string, string>()
beforeEach(() => {
  store.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

test('keeps the last eight of each person, the same one once', () => {
  for (let n = 0; n < 10; n++) keepSearch('noor', `lid ${n}`)
  keepSearch('noor', 'lid 5')
  keepSearch('tom', 'kettle')
  expect(recentSearches('noor')).toEqual(['5', '9', '8', '7', '6', '4', '3', '2'].map((n) => `lid ${n}`))
  expect(recentSearches('tom')).toEqual(['kettle'])
  forgetSearches('noor')
  expect(recentSearches('noor')).toEqual([])
})

test('takes nonsense and a storage that refuses for none', () => {
  store.set('parley.searches.noor', '{"a":1}')
  expect(recentSearches('noor')).toEqual([])
  store.set('parley.searches.noor', '{')
  expect(recentSearches('noor')).toEqual([])
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem() {
      throw new Error('full')
    },
  })
  expect(() => keepSearch('noor', 'lid')).not.toThrow()
})
