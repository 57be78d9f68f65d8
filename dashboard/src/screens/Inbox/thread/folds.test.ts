import { expect, test } from 'vitest'
import { exampleMessage } from './example-message.ts'
import { entriesOf } from './folds.ts'
import { turnsOf } from './turns.ts'

const now = Date.parse('2026-03-10T12:30:00.000Z')
const event = (seq: number, created_at = '2026-03-10T12:00:00.000Z') =>
  exampleMessage({ seq, kind: 'event', direction: 'outbound', created_at })

const shapes = (entries: ReturnType<typeof entriesOf>) =>
  entries.map((entry) =>
    entry.kind === 'fold' ? entry.turns.map(({ message }) => message.seq) : entry.turn.message.seq,
  )

test('folds changes that follow each other, and nothing across a message or a day', () => {
  const messages = [
    event(1, '2026-03-09T12:00:00.000Z'),
    event(2),
    event(3),
    exampleMessage({ seq: 4 }),
    event(5),
    exampleMessage({ seq: 6, kind: 'note' }),
    event(7),
    event(8),
  ]
  expect(shapes(entriesOf(turnsOf(messages, null, now)))).toEqual([[1], [2, 3], 4, [5], 6, [7, 8]])
})
