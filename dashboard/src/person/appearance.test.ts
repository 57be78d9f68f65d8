import { beforeEach, describe, expect, it, vi } from 'vitest'

const store = new Map<string, string>()
let address: string

async function openPage(at = '/', ...browser: string[]) {
  vi.resetModules()
  address = `https://parley.example${at}`
  vi.stubGlobal('location', { href: address })
  vi.stubGlobal('history', {
    state: null,
    replaceState: (_: unknown, __: string, url: URL) => (address = String(url)),
  })
  vi.stubGlobal('navigator', {
    language: browser[0] ?? 'en',
    languages: browser.length > 0 ? browser : ['en'],
  })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
  })
  const [{ appearance, changeAppearance, keepPickedLanguage, pickLanguage }, { isPerson }] =
    await Promise.all([import('./appearance.ts'), import('./kept.ts')])
  const signIn = (id: string): void => {
    isPerson(id)
    keepPickedLanguage()
  }
  return { language: () => appearance.get().language, changeAppearance, pickLanguage, signIn }
}

beforeEach(() => store.clear())

describe('the language', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr-FR', 'de', 'en'], 'de'],
    [['en-GB', 'de'], 'en'],
    [['fr'], 'en'],
  ])('of a browser that asks for %j is %s', async (browser, language) => {
    expect((await openPage('/', ...browser)).language()).toBe(language)
  })

  it('that was picked before signing in is kept for who signed in, and for nobody else', async () => {
    const page = await openPage('/', 'en')
    page.pickLanguage('de')
    page.signIn('noor')
    expect(page.language()).toBe('de')
    page.signIn('tom')
    expect(page.language()).toBe('en')
    const later = await openPage('/', 'en')
    later.signIn('noor')
    expect(later.language()).toBe('de')
  })

  it('in the address wins over what the browser asks for, and does not stay there', async () => {
    const page = await openPage('/?view=mine&lang=de#join=abc', 'en')
    expect([page.language(), address]).toEqual(['de', 'https://parley.example/?view=mine#join=abc'])
    page.signIn('noor')
    expect((await openPage('/', 'en')).language()).toBe('de')
  })

  it('in the address that nobody speaks changes nothing', async () => {
    const page = await openPage('/?lang=xx', 'de')
    expect([page.language(), address]).toEqual(['de', 'https://parley.example/'])
  })

  it('somebody settled on is theirs whatever the browser asks for', async () => {
    const page = await openPage('/', 'de')
    page.signIn('noor')
    page.changeAppearance({ language: 'en' })
    expect((await openPage('/', 'de')).language()).toBe('en')
  })
})
