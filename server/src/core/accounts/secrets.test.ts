import { describe, expect, it } from 'vitest'
import {
  hashSecret,
  issueSecret,
  publicIdOf,
  randomBase62,
  type SecretKind,
  secretMatches,
  secretPrefixes,
} from './secrets.ts'

const kinds = Object.keys(secretPrefixes) as SecretKind[]

describe.each(kinds)('a secret of kind %s', (kind) => {
  it('is its prefix, a public id, 256 random bits and a checksum', () => {
    const { publicId, text, hash } = issueSecret(kind)
    const shape = new RegExp(`^${secretPrefixes[kind]}_([0-9A-Za-z]{8})_[0-9A-Za-z]{49}$`)
    expect(shape.exec(text)?.[1]).toBe(publicId)
    // 43 characters of 62 are 256 bits.
    expect(43 * Math.log2(62)).toBeGreaterThan(256)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(hash).toBe(hashSecret(text))
    expect(publicIdOf(kind, text)).toBe(publicId)
  })

  it('is known by no other kind', () => {
    const { text } = issueSecret(kind)
    for (const other of kinds) if (other !== kind) expect(publicIdOf(other, text)).toBeUndefined()
  })

  it('is refused without asking the database when any one character is changed', () => {
    const { text } = issueSecret(kind)
    for (let at = 0; at < text.length; at++) {
      const flipped = text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1)
      expect(publicIdOf(kind, flipped)).toBeUndefined()
    }
  })

  it('is refused with anything before, after or missing', () => {
    const { text } = issueSecret(kind)
    const wrong = [
      ` ${text}`,
      `${text} `,
      `${text}\n`,
      text.slice(1),
      text.slice(0, -1),
      `${text}a`,
      '',
      '_',
      text.toLowerCase(),
    ]
    for (const other of wrong) expect(publicIdOf(kind, other)).toBeUndefined()
  })
})

it('compares a secret of an unknown id too, and never accepts it', () => {
  const { text, hash } = issueSecret('api_key')
  expect(secretMatches(text, hash)).toBe(true)
  expect(secretMatches(text, undefined)).toBe(false)
  expect(secretMatches('nobody', undefined)).toBe(false)
  expect(secretMatches(`${text}x`, hash)).toBe(false)
  expect(secretMatches('', hash)).toBe(false)
})

it('draws every character alike', () => {
  const counts = new Map<string, number>()
  for (const character of randomBase62(62_000)) counts.set(character, (counts.get(character) ?? 0) + 1)
  expect(counts.size).toBe(62)
  // Six standard deviations around 1,000.
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(190)
})

it('never draws the same twice', () => {
  const drawn = Array.from({ length: 2_000 }, () => issueSecret('api_key'))
  expect(new Set(drawn.map((secret) => secret.text)).size).toBe(2_000)
  expect(randomBase62(0)).toBe('')
})
