import { expect, it } from 'vitest'
import { wordsOf } from './words.ts'

it.each([
  ['The lid does NOT close!', ['the', 'lid', 'does', 'not', 'close']],
  ['ASM-12, maria@example.com', ['asm', '12', 'maria', 'example', 'com']],
  ['Größe, Übergrösse', ['grosse', 'ubergrosse']],
  ['café CAFE\u0301', ['cafe', 'cafe']],
  ['ﬁnal ＡＢＣ①', ['final', 'abc1']],
  ['İstanbul ısı', ['istanbul', 'isi']],
  ['東京タワーへ3回', ['東', '京', 'タ', 'ワ', 'ー', 'へ', '3', '回']],
  ['مَرْحَبًا بك', ['مرحبا', 'بك']],
  ['Привет, Ёлка', ['привет', 'елка']],
  ['한국어 문서', ['한국어', '문서']],
  ['don’t a_b', ['don', 't', 'a', 'b']],
  ['', []],
  ['🎉 — …', []],
])('%j has the words %j', (text, words) => {
  expect(wordsOf(text)).toEqual(words)
})

it('cuts words nobody types, and never through a character', () => {
  expect(wordsOf('x'.repeat(1_000))).toEqual(['x'.repeat(64)])
  const [word = ''] = wordsOf(`a${'𐐨'.repeat(100)}`)
  expect(word.isWellFormed()).toBe(true)
})

it('has only letters and digits in a word, whatever the text', () => {
  const odd = `a'b"c\\d*e_f(g)h:i^j\0k\ud800l\u200bm\u{1f600}n`
  for (const word of wordsOf(odd)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u)
})

it('reads a quarter of a megabyte in no time', () => {
  const start = performance.now()
  wordsOf('ä'.repeat(256 * 1024))
  wordsOf('漢'.repeat(85 * 1024))
  // A second is a hundred times what it takes: this is about quadratic time.
  expect(performance.now() - start).toBeLessThan(1_000)
})
