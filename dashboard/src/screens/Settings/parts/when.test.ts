import { expect, it } from 'vitest'
import { dayField, expiryFrom } from './expiry.ts'
import { expiryOf } from './when.ts'

const DAY = 86_400_000
const NOW = Date.parse('2026-11-21T12:00:00.000Z')
const at = (days: number) => new Date(NOW + days * DAY).toISOString()

it.each([
  [null, 'never', 0],
  [at(15), 'far', 15],
  [at(14), 'soon', 14],
  [at(0.1), 'soon', 1],
  [at(0), 'past', 0],
  [at(-3), 'past', -3],
] as const)('says of %s that it is %s', (expires, state, days) => {
  const { state: said, days: left } = expiryOf(expires, NOW)
  expect([said, left + 0]).toEqual([state, days])
})

it('ends what is made now after the days that were chosen, or with the day that was picked', () => {
  expect(expiryFrom('never', '', NOW)).toBeNull()
  expect(expiryFrom('30', '', NOW)).toBe(at(30))
  expect(expiryFrom('365', '', NOW)).toBe(at(365))
  // In local time, whatever zone this runs in.
  expect(new Date(String(expiryFrom('date', '2027-03-01', NOW)))).toEqual(new Date(2027, 2, 1, 23, 59, 59))
  expect(dayField(new Date(2027, 2, 1, 23, 30).getTime())).toBe('2027-03-01')
})
