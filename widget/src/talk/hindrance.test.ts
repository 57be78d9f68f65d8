import { expect, it } from 'vitest'
import type { Delay, Letter } from '../outbox/letter.ts'
import { hindrance } from './hindrance.ts'

const letter = (why: Delay | null, notBefore: number): Letter => ({
  id: String(notBefore),
  text: '',
  files: [],
  writtenAt: 0,
  tab: '',
  state: { phase: 'pending', attempts: 1, notBefore, why },
})

it('there is none while letters are on their way and the line is up', () => {
  expect(hindrance([], null)).toBeNull()
  expect(hindrance([letter(null, 5)], { phase: 'live' })).toBeNull()
})

it('the line is one until it is tried again, and so is a letter that could not go', () => {
  expect(hindrance([letter('unreachable', 9)], { phase: 'down', until: 7 })).toEqual({
    is: 'offline',
    until: 7,
  })
  expect(hindrance([letter('busy', 9), letter('unreachable', 4)], null)).toEqual({ is: 'offline', until: 4 })
})

it('too many messages are one of their own, whatever the line does', () => {
  expect(hindrance([letter('limited', 9)], { phase: 'down', until: 7 })).toEqual({ is: 'limited', until: 9 })
})
