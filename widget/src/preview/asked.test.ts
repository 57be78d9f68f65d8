import { expect, it } from 'vitest'
import { askedBy } from './asked.ts'

const origin = 'https://desk.example'
const settings = {}
// What is read of a window here: who shows it, and where it is from.
const self = { parent: settings, location: { origin } } as unknown as Window
const data = {
  parley: 'preview',
  site: { name: 'Shop' },
  show: 'talk',
  theme: 'dark',
  locale: 'de',
  words: { question: 'Q' },
}
const event = (more: object = {}) => ({ origin, source: settings, data, ...more }) as unknown as MessageEvent

it('takes what the page around it asks', () => {
  expect(askedBy(event(), self)).toEqual({
    site: { name: 'Shop' },
    show: 'talk',
    theme: 'dark',
    locale: 'de',
    words: { question: 'Q', answer: '' },
  })
})

it.each([
  ['of another origin', { origin: 'https://evil.example' }],
  ['without one', { origin: 'null' }],
  ['of another window', { source: {} }],
  ['of nobody', { source: null }],
  ['that is none of ours', { data: { ...data, parley: 'something' } }],
  ['that names no site', { data: { ...data, site: 'Shop' } }],
  ['that names a list', { data: { ...data, site: [] } }],
  ['that is a text', { data: 'preview' }],
  ['that is nothing', { data: null }],
])('takes no message %s', (_, more) => {
  expect(askedBy(event(more), self)).toBeNull()
})

it('takes none on a page that nobody shows in a frame', () => {
  const alone = { location: { origin } } as unknown as Window & { parent: Window }
  alone.parent = alone
  expect(askedBy(event({ source: alone }), alone)).toBeNull()
})

it('makes what it knows of what is odd', () => {
  const odd = { parley: 'preview', site: {}, show: 'all', theme: 7, locale: {}, words: 'x' }
  expect(askedBy(event({ data: odd }), self)).toEqual({
    site: {},
    show: 'launcher',
    theme: 'light',
    locale: '',
    words: { question: '', answer: '' },
  })
})
