import { describe, expect, it } from 'vitest'
import { isTimeZone, minutesOf, type OfficeHours, opennessAt, weekdays } from './office-hours.ts'

const nine = { from: '09:00', to: '17:00' }
const workdays: OfficeHours = {
  time_zone: 'Europe/Berlin',
  week: { mon: [nine], tue: [nine], wed: [nine], thu: [nine], fri: [nine] },
  holidays: [],
}
const at = (hours: OfficeHours, time: string) => opennessAt(hours, Date.parse(time))
const every = (span: { from: string; to: string }) =>
  Object.fromEntries(weekdays.map((day) => [day, [span]])) as OfficeHours['week']

describe('a week of work in Berlin', () => {
  it.each([
    ['a Monday before nine', '2026-01-12T07:59:59.999Z', false, '2026-01-12T08:00:00.000Z'],
    ['nine to the second', '2026-01-12T08:00:00Z', true, '2026-01-12T16:00:00.000Z'],
    ['the last moment', '2026-01-12T15:59:59.999Z', true, '2026-01-12T16:00:00.000Z'],
    ['five to the second', '2026-01-12T16:00:00Z', false, '2026-01-13T08:00:00.000Z'],
    ['a Friday night', '2026-01-16T20:00:00Z', false, '2026-01-19T08:00:00.000Z'],
    ['a Sunday that is still Saturday elsewhere', '2026-01-17T23:30:00Z', false, '2026-01-19T08:00:00.000Z'],
  ])('%s', (_, time, open, changesAt) => {
    expect(at(workdays, time)).toEqual({ open, changesAt })
  })

  it('is by the clock on the wall, whatever the season', () => {
    expect(at(workdays, '2026-07-13T07:00:00Z')).toEqual({
      open: true,
      changesAt: '2026-07-13T15:00:00.000Z',
    })
    // Friday before the clocks change on Sunday, 29 March 2026.
    expect(at(workdays, '2026-03-27T18:00:00Z').changesAt).toBe('2026-03-30T07:00:00.000Z')
    // And before they change back on Sunday, 25 October.
    expect(at(workdays, '2026-10-23T18:00:00Z').changesAt).toBe('2026-10-26T08:00:00.000Z')
  })

  it('stays closed on holidays', () => {
    const hours = { ...workdays, holidays: [{ date: '2026-12-25', name: 'Christmas' }] }
    expect(at(hours, '2026-12-24T17:00:00Z')).toEqual({ open: false, changesAt: '2026-12-28T08:00:00.000Z' })
    expect(at(hours, '2026-12-25T10:00:00Z')).toEqual({ open: false, changesAt: '2026-12-28T08:00:00.000Z' })
  })
})

describe('hours of other kinds', () => {
  it('may have a break', () => {
    const week = {
      mon: [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '17:00' },
      ],
    }
    const hours = { time_zone: 'UTC', week, holidays: [] }
    expect(at(hours, '2026-01-12T12:30:00Z')).toEqual({ open: false, changesAt: '2026-01-12T13:00:00.000Z' })
    expect(at(hours, '2026-01-12T17:00:00Z')).toEqual({ open: false, changesAt: '2026-01-19T09:00:00.000Z' })
  })

  it('may go past midnight without closing for a moment', () => {
    const week = { fri: [{ from: '20:00', to: '24:00' }], sat: [{ from: '00:00', to: '04:00' }] }
    const hours = { time_zone: 'America/New_York', week, holidays: [] }
    const until = '2026-01-17T09:00:00.000Z'
    expect(at(hours, '2026-01-17T03:00:00Z')).toEqual({ open: true, changesAt: until })
    expect(at(hours, '2026-01-17T05:00:00Z')).toEqual({ open: true, changesAt: until })
    expect(at(hours, '2026-01-17T00:00:00Z')).toEqual({ open: false, changesAt: '2026-01-17T01:00:00.000Z' })
  })

  it('may never open, and never close', () => {
    const never = { time_zone: 'UTC', week: {}, holidays: [] }
    expect(at(never, '2026-01-12T12:00:00Z')).toEqual({ open: false, changesAt: null })
    const always = { time_zone: 'Asia/Kathmandu', week: every({ from: '00:00', to: '24:00' }), holidays: [] }
    expect(at(always, '2026-01-12T12:00:00Z')).toEqual({ open: true, changesAt: null })
    const save = { ...always, holidays: [{ date: '2026-02-01', name: '' }] }
    expect(at(save, '2026-01-12T12:00:00Z')).toEqual({ open: true, changesAt: '2026-01-31T18:15:00.000Z' })
  })

  it('lose what the clock skips, and have what comes twice once', () => {
    const hours = {
      time_zone: 'Europe/Berlin',
      week: { sun: [{ from: '02:15', to: '02:45' }] },
      holidays: [],
    }
    // From two to three there is nothing on 29 March 2026: a quarter past two is a quarter past three by then.
    expect(at(hours, '2026-03-29T00:30:00Z')).toEqual({ open: false, changesAt: '2026-03-29T01:15:00.000Z' })
    expect(at(hours, '2026-10-25T00:00:00Z')).toEqual({ open: false, changesAt: '2026-10-25T00:15:00.000Z' })
  })

  it('know zones half a day ahead, and days that a zone left out', () => {
    const hours = { time_zone: 'Pacific/Kiritimati', week: { mon: [nine] }, holidays: [] }
    expect(at(hours, '2026-01-11T18:59:00Z')).toEqual({ open: false, changesAt: '2026-01-11T19:00:00.000Z' })
    expect(at(hours, '2026-01-11T19:00:00Z').open).toBe(true)
  })
})

it.each([
  ['00:00', 0],
  ['09:30', 570],
  ['24:00', 1440],
  ['24:01', undefined],
  ['25:00', undefined],
  ['9:00', undefined],
  ['12:60', undefined],
  ['', undefined],
])('%s is %s minutes', (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes)
})

it('tells time zones from other words', () => {
  expect(['Europe/Berlin', 'UTC', 'Mars/Olympus', '', 'Europe/Berlin\0'].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
