import { expect, test } from 'vitest'
import { type Emoji, findEmoji } from './emoji.ts'

const all: Emoji[] = [
  [0, '😀', 'grinning face', 'grinning smile happy'],
  [0, '😄', 'grinning face with smiling eyes', 'smile eye mouth'],
  [0, '👍', 'thumbs up', '+1 thumbsup yes'],
  [6, '🐈', 'cat', 'cat2 pet'],
  [6, '🐛', 'caterpillar', 'bug'],
]
const signs = (query: string, most = 9) => findEmoji(all, query, most).map(([, sign]) => sign)

test('is found by its name, its code and its words, the closest first', () => {
  expect(signs('cat')).toEqual(['🐈', '🐛'])
  expect(signs('smile')).toEqual(['😀', '😄'])
  expect(signs('+1')).toEqual(['👍'])
  expect(signs('thumbs_up')).toEqual(['👍'])
  expect(signs('pillar')).toEqual(['🐛'])
  expect(signs('zebra')).toEqual([])
})

test('no more than fit, and all of them for nothing in particular', () => {
  expect(signs('', 2)).toEqual(['😀', '😄'])
  expect(signs('grinning', 1)).toEqual(['😀'])
})
