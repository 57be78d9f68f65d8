import { beforeEach, expect, test, vi } from 'vitest'

const store = new Map<string, string>()
beforeEach(() => {
  store.clear()
  vi.resetModules()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
  })
})

const asText = (found: unknown): string => (typeof found === 'string' ? found : 'nothing')

test('keeps by person, and shows each their own', async () => {
  const { isPerson, keep } = await import('./kept.ts')
  const word = keep('word', asText)
  const heard: string[] = []
  word.subscribe(() => heard.push(word.get()))
  isPerson('noor')
  word.set('hers')
  isPerson('tom')
  word.set('his')
  isPerson('noor')
  expect(heard).toEqual(['nothing', 'hers', 'nothing', 'his', 'hers'])
})

test('begins as the last person here had it', async () => {
  store.set('parley.person', 'noor')
  store.set('parley.word.noor', '"hers"')
  const { keep } = await import('./kept.ts')
  expect(keep('word', asText).get()).toBe('hers')
})

test('takes nonsense and a storage that refuses for nothing kept', async () => {
  store.set('parley.person', 'noor')
  store.set('parley.word.noor', '{')
  const { keep } = await import('./kept.ts')
  const word = keep('word', asText)
  expect(word.get()).toBe('nothing')
  vi.stubGlobal('localStorage', {
    setItem() {
      throw new Error('full')
    },
  })
  word.set('for now')
  expect(word.get()).toBe('for now')
})
