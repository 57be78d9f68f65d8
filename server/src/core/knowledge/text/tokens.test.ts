import { expect, it } from 'vitest'
import { isEnglishWord } from './english-words.ts'
import { stemOf, wordsOf } from './tokens.ts'

it.each([
  ['WHERE’s my Order??', ['where', 'is', 'my', 'order']],
  ["I can't log in, pls help", ['i', 'can', 'not', 'log', 'in', 'please', 'help']],
  ['ｆｕｌｌ　ｗｉｄｔｈ', ['full', 'width']],
  ['soooo slooow', ['soo', 'sloow']],
  ["the customer's invoice", ['the', 'customer', 'invoice']],
  ['order 48213377 of 12', ['order', '#8', 'of', '12']],
  ['u r gr8 thx', ['your', 'great', 'thanks']],
  ['', []],
  ['🙂🙂 !!! …', []],
])('reads %j in English', (text, words) => {
  // "u r" is "you are": both are spelled out one by one.
  const expected = text.startsWith('u r') ? ['you', 'are', 'great', 'thanks'] : words
  expect(wordsOf(text, 'en')).toEqual(expected)
})

it.each([
  ['Wo ist meine Bestellung?', ['wo', 'ist', 'meine', 'bestellung']],
  ['Où est ma commande, s’il vous plaît ?', ['où', 'est', 'ma', 'commande', 's', 'il', 'vous', 'plaît']],
  ['¿Dónde está mi pedido?', ['dónde', 'está', 'mi', 'pedido']],
  ['أين طلبي؟', ['أين', 'طلبي']],
])('reads %j without what is only English', (text, words) => {
  expect(wordsOf(text, 'other')).toEqual(words)
  for (const word of words) expect(stemOf(word, 'other')).toBe(word)
})

it('finds the words of a language that writes none', () => {
  const words = wordsOf('注文をキャンセルしたいです', 'other')
  expect(words).toContain('注文')
  expect(words).toContain('キャンセル')
})

it('stems English, and only that', () => {
  expect(['orders', 'ordering', 'ordered'].map((word) => stemOf(word, 'en'))).toEqual([
    'order',
    'order',
    'order',
  ])
  expect(stemOf('Bestellungen', 'other')).toBe('Bestellungen')
})

it('stays bounded, whatever comes', () => {
  expect(wordsOf('a '.repeat(100_000), 'en').length).toBeLessThanOrEqual(400)
  expect(wordsOf('x'.repeat(10_000), 'en')[0]?.length).toBeLessThanOrEqual(40)
})

it('knows what is an English word', () => {
  expect(['cart', 'card', 'refund', 'mattress'].every(isEnglishWord)).toBe(true)
  expect(['refnud', 'mattres', 'xqzzt'].some(isEnglishWord)).toBe(false)
})
