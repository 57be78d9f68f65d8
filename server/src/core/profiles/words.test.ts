import { expect, it } from 'vitest'
import { wordsAsked, wordsOf } from './words.ts'

const of = (...texts: (string | null)[]) => wordsOf({ texts, tags: [], company: null })

it('has a word for every place where somebody may begin to type', () => {
  expect(of("Zoë O'Brien", null)).toEqual(['zoe', "o'brien", 'brien'])
  expect(of('Jo.Dee@Mail.Example')).toEqual(['jo.dee@mail.example', 'dee@mail.example', 'mail.example'])
  expect(of('jo@example')).toEqual(['jo@example', 'example'])
  expect(of('user-42')).toEqual(['user-42', '42'])
  expect(of('Ｗｉｄｅ', '李明')).toEqual(['wide', '李明'])
})

it('keeps tags and the company apart from what people type', () => {
  expect(wordsOf({ texts: ['#vip @home'], tags: ['vip'], company: 'X' })).toEqual([
    '#vip',
    '@X',
    'vip',
    'home',
  ])
  expect(wordsAsked('#vip @X')).toEqual(['vip', 'x'])
})

it('has at most 200 words of at most 64 characters, and never half a character', () => {
  const many = Array.from({ length: 500 }, (_, number) => `w${number}`).join(' ')
  expect(of(many)).toHaveLength(200)
  expect(of('x'.repeat(500))).toEqual(['x'.repeat(64)])
  const [cut = ''] = of(`${'x'.repeat(63)}😀`)
  expect(cut.isWellFormed()).toBe(true)
})

it('asks for at most eight words, and for none where there is no letter or digit', () => {
  expect(wordsAsked(' -- !! ')).toEqual([])
  expect(wordsAsked('a b c d e f g h i j')).toHaveLength(8)
  expect(wordsAsked('Ada ADA ada')).toEqual(['ada'])
})

it('finds whatever it indexed by any beginning of any of its words', () => {
  for (const text of ["Zoë O'Brien", 'jo.dee@mail.example', 'ACME-Ltd. №5', 'ÅNGSTRÖM straße'])
    for (const word of of(text))
      for (let length = 1; length <= word.length; length++) {
        const [asked] = wordsAsked(word.slice(0, length))
        if (asked !== undefined)
          expect(
            of(text).some((each) => each.startsWith(asked)),
            asked,
          ).toBe(true)
      }
})
