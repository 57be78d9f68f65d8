import { expect, it } from 'vitest'
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts'

it('makes ten that differ, easy to read out', () => {
  const { texts, hashes } = newRecoveryCodes()
  expect(texts).toHaveLength(10)
  for (const text of texts) expect(text).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/)
  expect(new Set(hashes).size).toBe(10)
  expect(hashes).toEqual(texts.map(recoveryCodeHash))
})

it('knows one again however it was typed', () => {
  const hash = recoveryCodeHash('01ab-cdef-ghjk-mnpq')
  for (const typed of ['01ABCDEFGHJKMNPQ', ' oiab cdef ghjk mnpq ', 'OLAB-CDEF-GHJK-MNPQ'])
    expect(recoveryCodeHash(typed)).toBe(hash)
  expect(recoveryCodeHash('01ab-cdef-ghjk-mnpr')).not.toBe(hash)
})
