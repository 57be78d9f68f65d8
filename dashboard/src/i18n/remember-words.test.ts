import i18next from 'i18next'
import { expect, test, vi } from 'vitest'
import { rememberWords } from './remember-words.ts'

async function speaking() {
  const words = i18next.createInstance()
  await words.init({
    resources: {
      en: {
        bar: {
          ...{ close: 'Close', named: 'Close {{name}}', twice: '{{name}}, {{name}} and {{other}}' },
          ...{ shown_one: '{{count}} by {{name}}', shown_other: '{{count, number}} by {{name}}' },
          ...{ kind_bot: 'Bot {{name}}', kind: 'Person {{name}}', within: '$t(close) {{name}}' },
        },
        list: { close: 'Shut' },
      },
    },
    lng: 'en',
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    ns: ['bar', 'list'],
  })
  const looked = vi.spyOn(words, 't')
  rememberWords(words)
  return { words, looked }
}

test('looks the same words up once, whoever asks', async () => {
  const { words, looked } = await speaking()
  expect(words.getFixedT('en', 'bar')('close')).toBe('Close')
  const before = looked.mock.calls.length
  expect(before).toBeGreaterThan(0)
  expect(words.getFixedT('en', 'bar')('close')).toBe('Close')
  expect(words.getFixedT('en', 'bar')('named', { name: 'Ada' })).toBe('Close Ada')
  expect(looked.mock.calls).toHaveLength(before + 1)
  expect(words.getFixedT('en', 'bar')('named', { name: 'Bo' })).toBe('Close Bo')
  expect(looked.mock.calls).toHaveLength(before + 1)
  expect(words.getFixedT('en', 'bar')).toBe(words.getFixedT('en', 'bar'))
})

test('keeps apart areas, languages, and what is filled in', async () => {
  const { words } = await speaking()
  words.addResourceBundle('de', 'bar', { close: 'Schließen' })
  const bar = words.getFixedT('en', 'bar')
  expect([bar('close'), words.getFixedT('en', 'list')('close')]).toEqual(['Close', 'Shut'])
  expect([bar('named', { name: 'A' }), bar('named', { name: 'B' })]).toEqual(['Close A', 'Close B'])
  expect(words.getFixedT('de', 'bar')('close')).toBe('Schließen')
  expect(bar('list:close')).toBe('Shut')
})

test('says what came since in its own words', async () => {
  const { words } = await speaking()
  // Falls back to English until its words are there.
  expect(words.getFixedT('de', 'bar')('close')).toBe('Close')
  words.addResourceBundle('de', 'bar', { close: 'Schließen' })
  expect(words.getFixedT('de', 'bar')('close')).toBe('Schließen')
})

test.each([
  ['named', { name: 'Ada' }, 'Close Ada'],
  ['named', { name: '{{name}} $& $t(close)' }, 'Close {{name}} $& $t(close)'],
  ['named', { name: '' }, 'Close '],
  ['named', { name: 3 }, 'Close 3'],
  ['named', { name: 'Ada', other: 'x' }, 'Close Ada'],
  ['twice', { name: 'A', other: 'B' }, 'A, A and B'],
  ['shown', { count: 1, name: 'A' }, '1 by A'],
  ['shown', { count: 1200, name: 'A' }, '1,200 by A'],
  ['kind', { context: 'bot', name: 'A' }, 'Bot A'],
  ['kind', { name: 'A' }, 'Person A'],
  ['within', { name: 'A' }, 'Close A'],
  ['close', { ns: 'list' }, 'Shut'],
  ['gone', { defaultValue: 'Nothing' }, 'Nothing'],
])('%s with %j is what i18next says', async (key, fillings, expected) => {
  const { words } = await speaking()
  const ask: CallableFunction = words.getFixedT('en', 'bar')
  expect([ask(key, fillings), ask(key, fillings)]).toEqual([expected, expected])
})
