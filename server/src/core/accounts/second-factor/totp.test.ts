import { expect, it } from 'vitest'
import { newTotpSecret, otpauthUri, stepOf, totpCode } from './totp.ts'

/** RFC 6238's key, `12345678901234567890`, in base32. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

it.each([
  // Appendix B of RFC 6238; its codes have eight digits, the last six are ours.
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %i seconds the code is %s', (seconds, code) => {
  expect(totpCode(RFC_SECRET, seconds * 1_000)).toBe(code)
  expect(stepOf(RFC_SECRET, code, seconds * 1_000)).toBe(Math.floor(seconds / 30))
})

it('takes a code one step early or late, and no further', () => {
  const now = 1_700_000_010_000
  const taken = [-61, -60, -31, -30, 0, 29, 30, 59, 60, 89, 90].filter(
    (seconds) => stepOf(RFC_SECRET, totpCode(RFC_SECRET, now), now + seconds * 1_000) !== undefined,
  )
  // The code belongs to the thirty seconds that begin at `now`.
  expect(taken).toEqual([-30, 0, 29, 30, 59])
})

it.each(['', '00000', '0000000', '94287082', '२८७०८२', '28708\0', 'x'.repeat(10_000)])(
  'refuses %j',
  (code) => {
    expect(stepOf(RFC_SECRET, code, 59_000)).toBeUndefined()
  },
)

it('makes secrets of 160 bits that differ', () => {
  const secrets = Array.from({ length: 50 }, newTotpSecret)
  for (const secret of secrets) {
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(stepOf(secret, totpCode(secret, 0), 0)).toBe(0)
  }
  expect(new Set(secrets).size).toBe(50)
})

it('names whose it is in a URI that nothing breaks out of', () => {
  const uri = otpauthUri(RFC_SECRET, { issuer: 'Pottle: Pan & Söhne?', account: 'noor+x@example.com' })
  const { protocol, host, pathname, searchParams } = new URL(uri)
  expect([protocol, host]).toEqual(['otpauth:', 'totp'])
  expect(decodeURIComponent(pathname)).toBe('/Pottle  Pan & Söhne?:noor+x@example.com')
  expect(Object.fromEntries(searchParams)).toEqual({
    secret: RFC_SECRET,
    issuer: 'Pottle  Pan & Söhne?',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
