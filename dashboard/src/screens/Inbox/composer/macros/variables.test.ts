import { expect, test } from 'vitest'
import { blankRanges, blanksIn, fillIn, valuesOf } from './variables.ts'

const contact = { id: 'c', name: 'Priya Ramanth', email: null, username: null, image_url: null }
const values = valuesOf({ contact, number: 'POT-318', title: 'The lid' }, 'Noor Valdis')

test('fills in what is known and keeps what is not', () => {
  expect(
    fillIn('Hi {{contact.first_name}}, {{ ticket.number }}: {{contact.email}} {{teammate.name}}', values),
  ).toBe('Hi Priya, POT-318: {{contact.email}} Noor Valdis')
})

test('says which blanks are left, each once, and leaves alone what only looks like one', () => {
  const text = 'To {{contact.email}} and {{contact.email}}, not {{shop.name}} or {contact.name}'
  expect(blanksIn(text)).toEqual(['{{contact.email}}'])
  expect(blankRanges(text)).toEqual([
    { from: 3, to: 20 },
    { from: 25, to: 42 },
  ])
})

test('a name is text, whatever it looks like', () => {
  const hostile = { ...values, 'contact.name': '[click](https://evil.example)\n# <b>*you*' }
  expect(fillIn('Hi {{contact.name}}', hostile)).toBe(
    'Hi \\[click\\](https://evil.example) # \\<b\\>\\*you\\*',
  )
})

test('a value that looks like a blank is not filled in again', () => {
  expect(fillIn('{{contact.name}}', { ...values, 'contact.name': '{{contact.email}}' })).toBe(
    '{{contact.email}}',
  )
})
