import { describe, expect, it } from 'vitest'
import type { Session } from '../keep/session.ts'
import type { Letter, Outcome } from '../outbox/letter.ts'
import { type ChatApi, outcomeOf } from '../wire/chat-api.ts'
import { poster } from './post.ts'

const SENT: Outcome = { is: 'sent', timestamp: null }
const letter = (more: Partial<Letter> = {}): Letter => ({
  id: 'l1',
  text: 'hello',
  files: [],
  writtenAt: 0,
  tab: 't',
  state: { phase: 'sending', attempts: 1, since: 0 },
  ...more,
})

/** The far end answers as told; what was called is written down. */
function desk(
  answers: Partial<Record<'create' | 'send' | 'sendFiles', unknown>>,
  started: boolean,
  files: File[] | null = [],
) {
  const calls: string[] = []
  const kept: Partial<Session>[] = []
  const called = (name: 'create' | 'send' | 'sendFiles') => async () => {
    calls.push(name)
    return answers[name]
  }
  const api = { create: called('create'), send: called('send'), sendFiles: called('sendFiles') }
  const post = poster({
    api: api as unknown as ChatApi, // what a poster calls of it
    files: { of: async () => files },
    visitor: () => ({ token: 't', name: 'Ada', email: 'a@b.co', identity: null }),
    started: () => started,
    keep: (change) => void kept.push(change),
    progressed: () => undefined,
  })
  return { post, calls, kept }
}

describe('one attempt', () => {
  it('opens the conversation with the first letter, and keeps what the site says to that', async () => {
    const { post, calls, kept } = desk(
      { create: { outcome: SENT, exists: true, autoReply: 'Thanks' } },
      false,
    )
    expect(await post(letter())).toEqual(SENT)
    expect([calls, kept]).toEqual([['create'], [{ started: true, autoReply: 'Thanks' }]])
  })

  it('goes on in the conversation that is there already', async () => {
    const conflict = { outcome: { is: 'later', why: 'busy' }, exists: true, autoReply: null }
    const { post, calls, kept } = desk({ create: conflict, send: SENT }, false)
    expect(await post(letter())).toEqual(SENT)
    expect([calls, kept]).toEqual([['create', 'send'], [{ started: true }]])
  })

  it('begins anew when the conversation was erased', async () => {
    const { post, kept } = desk({ send: 'gone' }, true)
    expect(await post(letter())).toEqual({ is: 'later', why: 'busy' })
    expect(kept).toEqual([{ started: false }])
  })

  it('sends files along, and says when they are no longer there', async () => {
    const files = [{ id: '0', filename: 'a', byteSize: 1, contentType: '' }]
    const there = desk({ sendFiles: SENT }, true, [new File(['a'], 'a')])
    expect([await there.post(letter({ files })), there.calls]).toEqual([SENT, ['sendFiles']])
    const lost = desk({}, true, null)
    expect(await lost.post(letter({ files }))).toEqual({ is: 'refused', why: 'file' })
  })
})

describe('an answer', () => {
  const answer = (status: number, headers: Record<string, string> = {}, body = '') =>
    outcomeOf(new Response(body, { status, headers }))

  it('means what it means', async () => {
    expect(await outcomeOf(null)).toEqual({ is: 'later', why: 'unreachable' })
    expect(await answer(201, { 'x-message-timestamp': 'T' })).toEqual({ is: 'sent', timestamp: 'T' })
    expect(await answer(429, { 'retry-after': '7' })).toEqual({ is: 'later', why: 'limited', after: 7_000 })
    expect(await answer(429)).toEqual({ is: 'later', why: 'limited', after: 10_000 })
    expect(await answer(503, { 'retry-after': '2' })).toEqual({ is: 'later', why: 'busy', after: 2_000 })
    expect(await answer(500)).toEqual({ is: 'later', why: 'busy' })
    expect(await answer(413)).toEqual({ is: 'refused', why: 'file' })
    expect(await answer(403)).toEqual({ is: 'refused', why: 'not-allowed' })
    expect(await answer(422, {}, '{"error":"Message is too long (maximum 10000 characters)"}')).toEqual({
      is: 'refused',
      why: 'too-long',
    })
    expect(await answer(422, {}, '{"error":"Invalid email address"}')).toEqual({
      is: 'refused',
      why: 'refused',
    })
  })
})
