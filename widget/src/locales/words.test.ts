import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LOCALES, launcherLabel, localeOf } from '../loader/words.ts'
import { fill, wordsOf } from './words.ts'

const folder = new URL('.', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const read = (name: string): Record<string, string> => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
const english = read('en.json')
const gaps = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort()

describe('the languages', () => {
  it('each have a file, and the launcher its words', () => {
    expect(files.map((name) => name.replace('.json', '')).sort()).toEqual([...LOCALES].sort())
  })

  it.each(files)('%s says everything, with the same gaps to fill', (name) => {
    const words = read(name)
    expect(Object.keys(words)).toEqual(Object.keys(english))
    for (const [key, sentence] of Object.entries(words)) {
      expect(sentence.trim(), key).not.toBe('')
      expect(gaps(sentence), key).toEqual(gaps(english[key] ?? ''))
    }
  })

  it.each(files.filter((name) => name !== 'en.json'))('%s is not English', async (name) => {
    const words = await wordsOf(name.replace('.json', ''))
    const same = Object.entries(words).filter(([key, sentence]) => sentence === english[key])
    // A name is a name in many languages, and an emoji an emoji.
    expect(same.length).toBeLessThan(8)
  })

  it('are chosen by the first that there are words for', () => {
    expect(localeOf('pt-BR', 'de')).toBe('pt')
    expect(localeOf(undefined, '', 'nl', 'ar_EG', 'en')).toBe('ar')
    expect(localeOf('tlh')).toBe('en')
  })
})

it('the launcher says what it does, and how much is unread', () => {
  expect(launcherLabel('en', false, 0)).toBe('Open chat')
  expect(launcherLabel('en', false, 3)).toBe('Open chat (3 unread)')
  expect(launcherLabel('de', true, 3)).toBe('Chat schließen')
})

it('gaps are filled, and what nobody fills stays', () => {
  expect(fill('{name} and {other}', { name: 'Noor {other}' })).toBe('Noor {other} and {other}')
})
