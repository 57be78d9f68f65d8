import { expect, test } from 'vitest'
import { exampleMessage } from './example-message.ts'
import { inOrder } from './transcript-order.ts'
import { turnsOf } from './turns.ts'

const now = Date.parse('2026-03-10T12:30:00.000Z')
const teammate = { kind: 'teammate', id: 'noor', name: 'Noor' } as const

/** Noon UTC is the same day in every zone that tests run in. */
const noon = (day: string, minute = 0) => `${day}T12:${String(minute).padStart(2, '0')}:00.000Z`

test('divides days by the times that are shown, not by when an import came in', () => {
  const turns = turnsOf(
    inOrder([
      exampleMessage({ seq: 1, created_at: noon('2026-03-10') }),
      exampleMessage({ seq: 2, created_at: noon('2026-03-10', 1), original_timestamp: noon('2024-05-03') }),
      exampleMessage({
        seq: 3,
        created_at: noon('2026-03-10', 2),
        original_timestamp: noon('2024-05-01'),
        author: teammate,
        direction: 'outbound',
      }),
      exampleMessage({
        seq: 4,
        created_at: noon('2026-03-10', 3),
        original_timestamp: noon('2024-05-03', 1),
      }),
    ]),
    null,
    now,
  )
  expect(turns.map(({ message, newDay, follows }) => [message.seq, newDay, follows])).toEqual([
    [3, true, false],
    [2, true, false],
    [4, false, true],
    [1, true, false],
  ])
})

test('begins without a divider when the thread begins today', () => {
  const [today] = turnsOf([exampleMessage({ seq: 1, created_at: noon('2026-03-10') })], null, now)
  const [earlier] = turnsOf([exampleMessage({ seq: 1, created_at: noon('2026-03-08') })], null, now)
  expect([today?.newDay, earlier?.newDay]).toEqual([false, true])
})

test('drops mark and name for the same author within three minutes of what is shown', () => {
  const follows = (minutes: number) =>
    turnsOf(
      [
        exampleMessage({ seq: 1, created_at: noon('2026-03-10') }),
        // Received a day later: only the shown times count.
        exampleMessage({
          seq: 2,
          created_at: noon('2026-03-11'),
          original_timestamp: noon('2026-03-10', minutes),
        }),
      ],
      null,
      now,
    )[1]?.follows
  expect(follows(2)).toBe(true)
  expect(follows(3)).toBe(false)
})

test('colours the rail by who answered last in the shown order', () => {
  const turns = turnsOf(
    inOrder([
      exampleMessage({ seq: 1, created_at: noon('2026-03-10', 1) }),
      exampleMessage({
        seq: 2,
        original_timestamp: noon('2026-03-10'),
        author: teammate,
        direction: 'outbound',
      }),
    ]),
    null,
    now,
  )
  expect(turns.map(({ message, rail, railBefore }) => [message.seq, railBefore, rail])).toEqual([
    [2, 'nobody', 'human'],
    [1, 'human', 'human'],
  ])
})
