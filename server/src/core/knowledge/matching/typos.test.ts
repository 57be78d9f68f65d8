import { expect, it } from 'vitest'
import { repairer } from './typos.ts'

const repair = repairer(
  new Map([
    ['refund', 9],
    ['delivery', 4],
    ['card', 3],
    ['password', 2],
    ['passwort', 5],
  ]),
  'en',
)
const repaired = (text: string) => repair(text.split(' ')).words.join(' ')

it.each([
  ['a letter left out', 'refnd', 'refund'],
  ['a letter too many', 'refunnd', 'refund'],
  ['another letter', 'delivary', 'delivery'],
  ['two that changed places', 'deilvery', 'delivery'],
])('repairs %s', (_, from, to) => {
  expect(repaired(from)).toBe(to)
  expect(repair([from]).repaired).toEqual([{ from, to }])
})

it('never touches what is known here, what is a word of the language, and what is too short to tell', () => {
  expect(repaired('cart refund carf 1234 passwords')).toBe('cart refund carf 1234 passwords')
})

it('takes the more frequent of two', () => {
  expect(repaired('passworx')).toBe('passwort')
})

it('repairs nothing that is two slips away', () => {
  expect(repaired('refxxd delivxxy')).toBe('refxxd delivxxy')
})
