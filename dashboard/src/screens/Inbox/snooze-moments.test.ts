import { afterAll, describe, expect, it, vi } from 'vitest'
import { snoozeMoments } from './snooze-moments.ts'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const local = (at: Date) => `${days[at.getDay()]} ${at.toLocaleString('sv-SE').slice(5, 16)}`

afterAll(() => vi.unstubAllEnvs())

describe.each(['Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns'])('in %s', (zone) => {
  const said = (...when: [number, number, number, number, number]) => {
    vi.stubEnv('TZ', zone)
    return snoozeMoments(new Date(...when)).map(({ name, at }) => `${name} ${local(at)}`)
  }

  it('at noon on a Wednesday: everything', () => {
    expect(said(2026, 2, 4, 12, 20)).toEqual([
      'later Wed 03-04 15:30',
      'tomorrow Thu 03-05 09:00',
      'monday Mon 03-09 09:00',
      'week Wed 03-11 09:00',
      'month Wed 04-01 09:00',
    ])
  })

  it('late in the evening there is no later today, on a Sunday tomorrow is Monday', () => {
    expect(said(2026, 2, 8, 22, 0)).toEqual([
      'tomorrow Mon 03-09 09:00',
      'week Sun 03-15 09:00',
      'month Wed 04-01 09:00',
    ])
    expect(said(2026, 2, 8, 20, 50)[0]).toBe('tomorrow Mon 03-09 09:00')
  })

  it('on a Monday, Monday is in a week', () => {
    expect(said(2026, 2, 2, 8, 0)).toEqual([
      'later Mon 03-02 11:00',
      'tomorrow Tue 03-03 09:00',
      'monday Mon 03-09 09:00',
      'month Wed 04-01 09:00',
    ])
  })

  it('at the end of a month its next one is soon, or tomorrow', () => {
    expect(said(2026, 3, 28, 9, 0).map((text) => text.split(' ')[0])).toEqual([
      'later',
      'tomorrow',
      'month',
      'monday',
      'week',
    ])
    expect(said(2026, 0, 31, 9, 0)).toContain('tomorrow Sun 02-01 09:00')
    expect(said(2026, 0, 31, 9, 0).join()).not.toContain('month')
  })
})
