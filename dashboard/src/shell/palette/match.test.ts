import { expect, test } from 'vitest'
import { matchText } from './match.ts'

/** The text with what fits in brackets. */
function marked(query: string, text: string): string | null {
  const found = matchText(query, text)
  if (found === null) return null
  let out = ''
  let at = 0
  for (const [from, to] of found.ranges) {
    out += `${text.slice(at, from)}[${text.slice(from, to)}]`
    at = to
  }
  return out + text.slice(at)
}

test.each([
  ['sno', 'Snooze until…', '[Sno]oze until…'],
  ['until sno', 'Snooze until…', '[Sno]oze [until]…'],
  ['oz', 'Snooze until…', 'Sno[oz]e until…'],
  ['cafe', 'Halden Cafés', 'Halden [Café]s'],
  ['É', 'Cafés', 'Caf[é]s'],
  ['dark', 'Theme: dark', 'Theme: [dark]'],
  ['t', 'Show the list', 'Show [t]he list'],
  ['ctn', 'Close the next', '[C]lose [t]he [n]ext'],
  ['close x', 'Close the next', '[Close] the ne[x]t'],
  ['é́', 'e', null],
  ['zz', 'Close the next', null],
  ['close zz', 'Close the next', null],
  ['', 'Close', 'Close'],
  ['İ', 'İstanbul', '[İ]stanbul'],
])('%j in %j', (query, text, shown) => {
  expect(marked(query, text)).toBe(shown)
})

test('the beginning of a text is better than of a word, that better than within, initials last', () => {
  const scores = ['Snoozed', 'All snoozed', 'Unsnooze', 'Sit near old'].map(
    (text) => matchText('sno', text)?.score,
  )
  expect(scores).toEqual([...scores].sort((a = 0, b = 0) => b - a))
  expect(new Set(scores).size).toBe(4)
})
