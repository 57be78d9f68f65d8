import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/app.ts'
import { languageFor } from './setup-words.ts'

const good = {
  organisation: 'Pottle & Pan',
  name: 'Noor Valdis',
  email: 'noor@example.com',
  password: 'correct horse battery',
  prefix: 'ASM',
}
const GERMAN = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' }

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const open = (search = '', headers: Record<string, string> = {}) =>
  app.http.inject({ url: `${app.firstRunPath}${search}`, headers: { accept: 'text/html', ...headers } })

const submit = (fields: Record<string, string>, search = '', below = '') =>
  app.http.inject({
    method: 'POST',
    url: `${app.firstRunPath}${below}${search}`,
    headers: {
      host: 'localhost:3000',
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      ...GERMAN,
    },
    payload: new URLSearchParams(fields).toString(),
  })

it.each([
  [undefined, undefined, 'en'],
  [undefined, 'de', 'de'],
  [undefined, 'de-AT,de;q=0.9,en;q=0.8', 'de'],
  [undefined, 'en;q=0.4, de;q=0.5', 'de'],
  [undefined, 'fr-FR,fr;q=0.9,de;q=0.2', 'de'],
  [undefined, 'de;q=0, fr', 'en'],
  [undefined, '*', 'en'],
  [undefined, ';q=,,,;;q=x', 'en'],
  ['en', 'de', 'en'],
  ['de', 'en', 'de'],
  ['fr', 'de', 'de'],
  ['constructor', 'de', 'de'],
  [['de'], 'en', 'de'],
])('of a page that was picked in %j by a browser that asks for %j: %s', (picked, accepted, language) => {
  expect(languageFor(picked, accepted)).toBe(language)
})

describe('the set-up page', () => {
  it('speaks the language of the browser, and offers the others', async () => {
    const german = await open('', GERMAN)
    expect(german.body).toContain('<html lang="de" dir="ltr">')
    expect(german.body).toContain('<h1>Parley einrichten</h1>')
    expect(german.body).toContain(`<a lang="en" hreflang="en" href="${app.firstRunPath}?lang=en">English</a>`)
    expect(german.body).toContain(`action="${app.firstRunPath}" `)
    expect((await open()).body).toContain('<h1>Set up Parley</h1>')
  })

  it('keeps to the language that was picked on it', async () => {
    const english = await open('?lang=en', GERMAN)
    expect(english.body).toContain('<html lang="en" dir="ltr">')
    expect(english.body).toContain(`action="${app.firstRunPath}?lang=en"`)
    const refused = await submit({ ...good, password: 'short' }, '?lang=en')
    expect(refused.body).toContain('The password needs at least 10 characters.')
    for (const strange of ['?lang=xx', '?lang=de&lang=en', '?lang[a]=b', '?lang=%00'])
      expect((await open(strange, GERMAN)).statusCode).toBe(200)
  })

  it.each([
    ['organisation', '', 'Die Organisation braucht einen Namen.'],
    ['organisation', 'x'.repeat(121), 'Der Name ist zu lang.'],
    ['email', 'noor', 'Das ist keine E-Mail-Adresse.'],
    ['password', 'nine char', 'Das Passwort braucht mindestens 10 Zeichen.'],
    ['password', 'x'.repeat(1_001), 'Das Passwort ist zu lang.'],
    ['password', 'password123', 'Dieses Passwort ist zu leicht zu erraten.'],
    [
      'prefix',
      'A',
      'Das Kürzel besteht aus 2 bis 8 Buchstaben oder Ziffern und beginnt mit einem Buchstaben.',
    ],
  ])('refuses %s %j in German too', async (field, value, sentence) => {
    const answer = await submit({ ...good, [field]: value })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(`>${sentence}</p>`)
  })

  it('judges a password in the language of the page', async () => {
    const judged = async (password: string) =>
      (await submit({ ...good, password }, '', '/password')).json().words
    expect(await judged('nine char')).toBe(
      'Das Passwort braucht mindestens 10 Zeichen. Drei oder vier Wörter ohne Zusammenhang sind gut.',
    )
    expect(await judged(good.password)).toBe('Gut: lang genug, und nichts, was man errät.')
  })

  it('takes a picked language along into the dashboard', async () => {
    const answer = await submit(good, '?lang=de')
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/?lang=de'])
    const used = await open('?lang=en', GERMAN)
    expect([used.statusCode, used.body.includes('This link has been used')]).toEqual([404, true])
    expect(used.body).toContain('href="/?lang=en"')
    expect((await open('', GERMAN)).body).toContain('Dieser Link ist schon benutzt')
  })
})
