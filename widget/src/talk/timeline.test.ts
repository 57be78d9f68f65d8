import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Letter } from '../outbox/letter.ts'
import type { Message } from '../wire/shapes.ts'
import { lettersIn, unreadOf, withMessages } from './messages.ts'
import { type TimelineParts, timeline } from './timeline.ts'

const MORNING = Date.parse('2026-11-22T09:00:00.000Z')
const message = (seq: number, more: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  seq,
  inbound: false,
  body: `text ${seq}`,
  timestamp: new Date(MORNING + seq * 1_000).toISOString(),
  author: 'Noor',
  letter: null,
  files: [],
  quickReplies: [],
  ...more,
})
const letter = (id: string, more: Partial<Letter> = {}): Letter => ({
  id,
  text: id,
  files: [],
  writtenAt: MORNING + 60_000,
  tab: 't',
  state: { phase: 'pending', attempts: 0, notBefore: 0, why: null },
  ...more,
})
const shown = (parts: Partial<TimelineParts>) =>
  timeline({
    messages: [],
    letters: [],
    unreadAfter: null,
    seen: 0,
    autoReply: null,
    zone: () => 0,
    ...parts,
  }).map((row) => {
    if (row.is === 'day') return `day ${new Date(row.at).toISOString().slice(0, 10)}`
    if (row.is === 'ours') return `${row.first ? row.message.author : '…'} ${row.message.seq}`
    if (row.is === 'theirs') return `own ${row.message.seq}${row.note ? ` ${row.note}` : ''}`
    return row.is === 'letter' ? `letter ${row.letter.id}` : row.is
  })

describe('messages', () => {
  it('are there once and in order, however they come', () => {
    const all = Array.from({ length: 12 }, (_, place) => message(place + 1))
    const portions = fc.array(fc.subarray(all, { minLength: 0 }).chain((some) => fc.shuffledSubarray(some)))
    fc.assert(
      fc.property(portions, (parts) => {
        const list = [...parts, all].reduce<readonly Message[]>(withMessages, [])
        expect(list.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq))
      }),
    )
  })

  it('that are all known leave the list as it is', () => {
    const list = [message(1), message(2)]
    expect(withMessages(list, [message(2)])).toBe(list)
  })

  it('of teammates are unread beyond the place that was read', () => {
    const list = [message(1), message(2, { inbound: true }), message(5), message(9)]
    expect([0, 1, 5, 9].map((read) => unreadOf(list, read))).toEqual([3, 2, 1, 0])
  })

  it('name the letters they came from', () => {
    expect(lettersIn([message(1), message(2, { letter: 'a' })])).toEqual(new Set(['a']))
  })
})

describe('the list of messages', () => {
  it('names who speaks once, until somebody else does, or time goes by', () => {
    const messages = [
      message(1),
      message(2),
      message(3, { author: 'Ola' }),
      message(4, { inbound: true }),
      message(5, { author: 'Ola' }),
      message(400, { author: 'Ola' }),
    ]
    expect(shown({ messages })).toEqual([
      'day 2026-11-22',
      'Noor 1',
      '… 2',
      'Ola 3',
      'own 4',
      'Ola 5',
      'Ola 400',
    ])
  })

  it('begins a day where the visitor lives, not where the server stands', () => {
    const messages = [message(1, { timestamp: '2026-11-21T23:30:00.000Z' }), message(2)]
    expect(shown({ messages })).toEqual(['day 2026-11-21', 'Noor 1', 'day 2026-11-22', 'Noor 2'])
    expect(shown({ messages, zone: () => -60 })).toHaveLength(3)
  })

  it('draws one line before the first answer that was not seen', () => {
    const messages = [message(1), message(2, { inbound: true }), message(3), message(4)]
    expect(shown({ messages, unreadAfter: 1 })).toEqual([
      'day 2026-11-22',
      'Noor 1',
      'own 2',
      'unread',
      'Noor 3',
      '… 4',
    ])
    expect(shown({ messages, unreadAfter: 4 })).not.toContain('unread')
  })

  it('says of the own messages how far they came, once', () => {
    const own = [1, 2, 3].map((seq) => message(seq, { inbound: true, letter: `l${seq}` }))
    expect(shown({ messages: own, seen: 2 })).toEqual(['day 2026-11-22', 'own 1', 'own 2 seen', 'own 3 sent'])
    expect(shown({ messages: own, seen: 3 })).toEqual(['day 2026-11-22', 'own 1', 'own 2', 'own 3 seen'])
  })

  it('no longer says that a message was sent when it was answered, only that it was seen', () => {
    const messages = [message(1, { inbound: true })]
    expect(shown({ messages })).toEqual(['day 2026-11-22', 'own 1 sent'])
    const answered = [...messages, message(2)]
    expect(shown({ messages: answered })).toEqual(['day 2026-11-22', 'own 1', 'Noor 2'])
    expect(shown({ messages: answered, seen: 1 })).toEqual(['day 2026-11-22', 'own 1 seen', 'Noor 2'])
  })

  it('shows a letter until its message is there, in the same place under the same key', () => {
    const letters = [letter('l1'), letter('l2')]
    const messages = [message(1, { inbound: true, letter: 'l1' })]
    expect(shown({ messages, letters })).toEqual(['day 2026-11-22', 'own 1', 'letter l2'])
    const parts = { unreadAfter: null, seen: 0, autoReply: null }
    const before = timeline({ ...parts, messages: [], letters }).map(({ key }) => key)
    const after = timeline({ ...parts, messages, letters }).map(({ key }) => key)
    expect(after).toEqual(before)
  })

  it('puts what the site says by itself after the first message, before and after the server has it', () => {
    const autoReply = 'We are on it'
    expect(shown({ letters: [letter('a')], autoReply })).toEqual(['day 2026-11-22', 'letter a', 'said'])
    const messages = [message(1, { inbound: true, letter: 'a' }), message(2)]
    expect(shown({ messages, autoReply })).toEqual(['day 2026-11-22', 'own 1', 'said', 'Noor 2'])
  })
})
