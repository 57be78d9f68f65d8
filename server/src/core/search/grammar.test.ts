import { describe, expect, it } from 'vitest'
import { parseSearch, type Search } from './grammar.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const parse = (text: string) => parseSearch(text, NOW)
/** As one would read it aloud: `lid`, `"a b"`, `x*`, alternatives between bars. */
const said = (clauses: Search['all']) =>
  clauses.map((clause) => clause.map(({ words, prefix }) => words.join(' ') + (prefix ? '*' : '')).join('|'))

describe('what a message must say', () => {
  it.each([
    ['lid close', ['lid', 'close'], []],
    ['"does not close" lid', ['does not close', 'lid'], []],
    ['"unfinished phrase', ['unfinished phrase'], []],
    ['lid -broken -"very old"', ['lid'], ['broken', 'very old']],
    ['ASM-12', ['asm 12'], []],
    ['maria@example.com', ['maria example com'], []],
    ['https://example.com/a?b=c', ['https example com a b c'], []],
    ['foo:bar', ['foo bar'], []],
    ['refun*', ['refun*'], []],
    ['"refun*"', ['refun'], []],
    ['from:maria', ['a_maria'], []],
    ['from:"Maria Lopez" from:joe', ['a_maria a_lopez|a_joe'], []],
    ['-from:maria', [], ['a_maria']],
    ['to:joe@example.com', ['t_joe t_example t_com'], []],
    ['has:file HAS:Image -has:note', ['has_file', 'has_image'], ['has_note']],
    ['__proto__:x constructor:y', ['proto x', 'constructor y'], []],
    ['!!! ??? -', [], []],
  ])('%s', (text, all, none) => {
    const search = parse(text)
    expect(said(search.all)).toEqual(all)
    expect(said(search.none)).toEqual(none)
  })
})

it('asks of conversations their status, priority, tags, assignee and channel', () => {
  const search = parse(
    'status:open status:PENDING -tag:spam tag:"two words" assignee:me -assignee:none channel:chat priority:high',
  )
  expect(search.all).toEqual([])
  expect(search.status).toEqual({ any: ['open', 'pending'], none: [] })
  expect(search.tag).toEqual({ any: ['two words'], none: ['spam'] })
  expect(search.assignee).toEqual({ any: ['me'], none: ['none'] })
  expect(search.channel).toEqual({ any: ['chat'], none: [] })
  expect(search.priority).toEqual({ any: ['high'], none: [] })
})

it.each([
  ['after:2026-03-01', '2026-03-01T00:00:00.000Z', null],
  ['before:2026', null, '2026-01-01T00:00:00.000Z'],
  ['after:2026-02 before:2026-03', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ['-before:2026-03-01', '2026-03-01T00:00:00.000Z', null],
  ['after:2026-01 after:2026-06 after:2026-03', '2026-06-01T00:00:00.000Z', null],
  ['after:7d', '2026-11-14T12:00:00.000Z', null],
  ['before:2h', null, '2026-11-21T10:00:00.000Z'],
  ['after:2026-03-01T10:30:00+02:00', '2026-03-01T08:30:00.000Z', null],
])('%s is from %s until %s', (text, from, until) => {
  expect(parse(text)).toMatchObject({ from, until })
})

it.each([
  ['status:nope', 'q: status: must be one of: open, pending, snoozed, closed'],
  ['has:wings', 'q: has: must be one of: file, image, note'],
  ['after:yesterday', 'q: after: must be a date such as 2026-01-31, 2026-01 or 2026, or an age such as 7d'],
  [
    'before:2026-02-31',
    'q: before: must be a date such as 2026-01-31, 2026-01 or 2026, or an age such as 7d',
  ],
  [
    'before:2026-02-31T10:00:00Z',
    'q: before: must be a date such as 2026-01-31, 2026-01 or 2026, or an age such as 7d',
  ],
  ['before:2026-13', 'q: before: must be a date such as 2026-01-31, 2026-01 or 2026, or an age such as 7d'],
  ['after:0000-01-01', 'q: after: must be a date such as 2026-01-31, 2026-01 or 2026, or an age such as 7d'],
  ['ab*', 'q: * needs at least 3 letters before it'],
  ['from:!!', 'q: !! names nobody'],
  ['tag:""', 'q: tag: lacks a value'],
  ['a '.repeat(21), 'q: has too many terms (maximum 20)'],
])('%s is refused', (text, message) => {
  expect(() => parse(text)).toThrow(
    expect.objectContaining({ code: 'invalid', message, details: { field: 'q' } }),
  )
})

it('reads whatever is typed without a fault', () => {
  let seed = 3
  const random = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed % most
  }
  const pieces = [
    'from:',
    'tag:',
    '"',
    '-',
    ' ',
    ':',
    '*',
    'ä',
    '漢',
    '\ud800',
    '\0',
    '(',
    ')',
    'NOT',
    'OR',
    'after:',
    '2026',
    '7d',
    "'",
    '\\',
    '_',
  ]
  for (let round = 0; round < 2_000; round++) {
    const text = Array.from({ length: random(12) }, () => pieces[random(pieces.length)]).join('')
    try {
      for (const clause of [...parse(text).all, ...parse(text).none])
        for (const { words } of clause) for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}_]+$/u)
    } catch (error) {
      expect(error).toMatchObject({ name: 'DomainError', code: 'invalid' })
    }
  }
})
