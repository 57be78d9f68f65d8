import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { languages } from './i18n.ts'

const folder = (language: string) => new URL(`./${language}/`, import.meta.url)
const areas = readdirSync(folder('en'))

/** Every word by its full key; forms of number are one, for languages have more or fewer of them. */
function keysOf(words: unknown, before = ''): string[] {
  if (typeof words !== 'object' || words === null)
    return [before.replace(/_(zero|one|two|few|many|other)$/, '')]
  return Object.entries(words).flatMap(([key, inner]) =>
    keysOf(inner, before === '' ? key : `${before}.${key}`),
  )
}

function wordsOf(language: string, area: string): { keys: string[]; text: string } {
  const text = readFileSync(new URL(area, folder(language)), 'utf8')
  return { keys: [...new Set(keysOf(JSON.parse(text)))].sort(), text }
}

describe.each(languages.filter((language) => language !== 'en'))('the words in %s', (language) => {
  it.each(areas)('of %s are all there, and no more', (area) => {
    expect(wordsOf(language, area).keys).toEqual(wordsOf('en', area).keys)
  })
})

it.each(languages)('words in %s have the quotes and apostrophes of print', (language) => {
  for (const area of areas) expect(wordsOf(language, area).text, area).not.toMatch(/\\"|\w'\w/)
})

it('German says the same word for the same thing, and Sie to everybody', () => {
  const others = /Gespräch|Unterhaltung|Administrator|\b(du|dir|dich|dein\w*)\b/iu
  for (const area of areas) expect(wordsOf('de', area).text, area).not.toMatch(others)
})
