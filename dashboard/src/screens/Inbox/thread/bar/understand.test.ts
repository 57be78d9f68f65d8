import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { understand } from './understand.ts'

beforeAll(() => vi.stubEnv('TZ', 'Europe/Berlin'))
afterAll(() => vi.unstubAllEnvs())

// A Tuesday, 14:30 in Berlin; the clocks go forward on the Sunday after.
const now = new Date('2026-03-24T13:30:00.000Z')

function said(words: string, language = 'en'): string {
  const understood = understand(words, language, now)
  return 'problem' in understood ? understood.problem : local(understood.at)
}
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const local = (at: Date) => `${days[at.getDay()]} ${at.toLocaleString('sv-SE').slice(0, 16)}`

test('the clock of these tests stands in Berlin', () => {
  expect(new Date('2026-07-01T12:00:00Z').getHours()).toBe(14)
})

test.each([
  ['tue 9am', 'Tue 2026-03-31 09:00'],
  ['  Tue   9am ', 'Tue 2026-03-31 09:00'],
  ['tue', 'Tue 2026-03-31 09:00'],
  ['mon 9', 'Mon 2026-03-30 09:00'],
  ['friday at noon', 'Fri 2026-03-27 12:00'],
  ['in 3 hours', 'Tue 2026-03-24 17:30'],
  ['2h', 'Tue 2026-03-24 16:30'],
  ['in 30 min', 'Tue 2026-03-24 15:00'],
  ['3d', 'Fri 2026-03-27 09:00'],
  ['in a week', 'Tue 2026-03-31 09:00'],
  ['next week', 'Mon 2026-03-30 09:00'],
  ['tomorrow', 'Wed 2026-03-25 09:00'],
  ['tomorrow morning', 'Wed 2026-03-25 09:00'],
  ['tomorrow afternoon', 'Wed 2026-03-25 14:00'],
  ['this evening', 'Tue 2026-03-24 18:00'],
  ['tonight', 'Tue 2026-03-24 19:00'],
  ['2026-04-01', 'Wed 2026-04-01 09:00'],
  ['1 Apr 10:30', 'Wed 2026-04-01 10:30'],
  // The other side of the clocks going forward.
  ['monday 9am', 'Mon 2026-03-30 09:00'],
])('in English, %s is %s', (words, time) => {
  expect(said(words)).toBe(time)
})

test.each([
  ['morgen 9 Uhr', 'Wed 2026-03-25 09:00'],
  ['morgen', 'Wed 2026-03-25 09:00'],
  ['morgen früh', 'Wed 2026-03-25 09:00'],
  ['morgen Nachmittag', 'Wed 2026-03-25 14:00'],
  ['heute Abend', 'Tue 2026-03-24 18:00'],
  ['übermorgen', 'Thu 2026-03-26 09:00'],
  ['di 9', 'Tue 2026-03-31 09:00'],
  ['Dienstag 9 Uhr', 'Tue 2026-03-31 09:00'],
  ['Montag um 9', 'Mon 2026-03-30 09:00'],
  ['Freitag Mittag', 'Fri 2026-03-27 12:00'],
  ['in 3 Stunden', 'Tue 2026-03-24 17:30'],
  ['in drei Tagen', 'Fri 2026-03-27 09:00'],
  ['nächste Woche', 'Mon 2026-03-30 09:00'],
  ['1. April 10:30', 'Wed 2026-04-01 10:30'],
])('in German, %s is %s', (words, time) => {
  expect(said(words, 'de')).toBe(time)
})

test('understands each language on a screen in the other', () => {
  expect(said('morgen 9 Uhr', 'en')).toBe(said('morgen 9 Uhr', 'de'))
  expect(said('tomorrow 9am', 'de')).toBe(said('tomorrow 9am', 'en'))
})

test('says so when it does not understand, or when that is over', () => {
  expect(['soonish', '', 'the lid'].map((words) => said(words))).toEqual(['unclear', 'unclear', 'unclear'])
  expect([said('yesterday'), said('gestern', 'de')]).toEqual(['past', 'past'])
})

test('means nine by the clock of the day it wakes, not of the day it is said', () => {
  const monday = understand('mon 9', 'en', now)
  expect('at' in monday && monday.at.toISOString()).toBe('2026-03-30T07:00:00.000Z')
})
