import { expect, it } from 'vitest'
import { createSeals } from './seals.ts'

const seals = createSeals('k'.repeat(32))
const TEXT = 'JBSWY3DPEHPK3PXP €'

it('opens what it sealed, which reads differently each time and never says what it is', () => {
  const [one, two] = [seals.seal('a', TEXT), seals.seal('a', TEXT)]
  expect(one).not.toBe(two)
  expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('JBSWY3')
  expect([seals.open('a', one), seals.open('a', two)]).toEqual([TEXT, TEXT])
})

it('opens nothing for another purpose, under another key, or that was changed', () => {
  const sealed = seals.seal('second factor 1', TEXT)
  expect(seals.open('second factor 2', sealed)).toBeUndefined()
  expect(createSeals('K'.repeat(32)).open('second factor 1', sealed)).toBeUndefined()
  for (let at = 0; at < sealed.length - 1; at++) {
    const other = sealed[at] === 'A' ? 'B' : 'A'
    const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
    expect(seals.open('second factor 1', changed), String(at)).toBeUndefined()
  }
  for (const garbage of ['', 'x', '\0', 'x'.repeat(37), 'x'.repeat(5_000), sealed.slice(0, -4)])
    expect(seals.open('second factor 1', garbage)).toBeUndefined()
})
