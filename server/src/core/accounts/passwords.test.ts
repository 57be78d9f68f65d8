import { expect, it } from 'vitest'
import { hashPassword, passwordMatches } from './passwords.ts'

const GOOD = 'correct horse battery'

it('hashes with argon2id, a fresh salt each time, at the cost OWASP asks for', async () => {
  const [one, two] = [await hashPassword(GOOD), await hashPassword(GOOD)]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(two)
  expect(await passwordMatches(GOOD, one)).toBe(true)
  expect(await passwordMatches(`${GOOD} `, one)).toBe(false)
  expect(await passwordMatches('', one)).toBe(false)
})

it.each([
  ['nine char', 'the password needs at least 10 characters'],
  ['😀'.repeat(9), 'the password needs at least 10 characters'],
  ['ab'.repeat(501), 'the password is too long'],
  ['😀é'.repeat(400), 'the password is too long'],
  ['aaaaaaaaaaaa', 'this password is too easy to guess'],
  ['ababababab', 'this password is too easy to guess'],
  ['Password123', 'this password is too easy to guess'],
  ['1234567890', 'this password is too easy to guess'],
  ['qwerty1234!', 'this password is too easy to guess'],
  ['Welcome2026', 'this password is too easy to guess'],
])('refuses %s', async (password, message) => {
  await expect(hashPassword(password)).rejects.toMatchObject({ code: 'invalid', message })
})

it('takes the longest and the shortest it allows, and knows them again', async () => {
  for (const password of ['kxwbvtqmzp', `${'😀ab1'.repeat(199)}qz9!k`, '€uro sign and ß and \0']) {
    expect(await passwordMatches(password, await hashPassword(password))).toBe(true)
  }
})

it.each([null, undefined])('matches no password at all when there is no hash: %s', async (hashed) => {
  for (const password of ['', 'nobody', GOOD]) expect(await passwordMatches(password, hashed)).toBe(false)
})

it('takes as long without a hash as with one', async () => {
  const hashed = await hashPassword(GOOD)
  // In turns, and the quickest of each: whatever else the machine does only makes one slower.
  const quickest = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY }
  for (let n = 0; n < 7; n++) {
    for (const [which, against] of [
      ['known', hashed],
      ['unknown', null],
    ] as const) {
      const start = performance.now()
      await passwordMatches('wrong horse battery', against)
      quickest[which] = Math.min(quickest[which], performance.now() - start)
    }
  }
  expect(quickest.unknown / quickest.known).toBeGreaterThan(0.5)
  expect(quickest.unknown / quickest.known).toBeLessThan(2)
})

it('runs two at once, lets fifty wait and turns the rest away', async () => {
  const hashed = await hashPassword(GOOD)
  const all = Array.from({ length: 60 }, () => passwordMatches(GOOD, hashed))
  const outcomes = await Promise.allSettled(all)
  const refused = outcomes.flatMap((outcome, n) => (outcome.status === 'rejected' ? [n] : []))
  expect(refused).toEqual([52, 53, 54, 55, 56, 57, 58, 59])
  expect(outcomes[59]).toMatchObject({ reason: { code: 'unavailable' } })
  // And the turn comes free again.
  expect(await passwordMatches(GOOD, hashed)).toBe(true)
})
