import { describe, expect, test, vi } from 'vitest'
import { exampleMessage } from '../../thread/example-message.ts'
import { conflict, letter, memoryShelf } from './flaky-server.ts'
import { HOLD, ME, outboxSetup, pass, phases } from './outbox-setup.ts'
import type { postMessage } from './post-message.ts'

const { tab, flaky } = outboxSetup()

describe('undo', () => {
  test('holds a message back for its seconds, and then sends it once', async () => {
    const { asked, bodies } = flaky(['well'])
    const outbox = tab(memoryShelf())
    outbox.send(letter(), HOLD)
    await pass(HOLD - 1)
    expect(asked).toEqual([])
    await pass(1)
    expect(bodies()).toEqual(['On its way'])
    expect(asked[0]?.body).toEqual({ kind: 'reply', body: 'On its way', seen_seq: 3 })
    expect(asked[0]?.path).toBe('/api/manage/conversations/c1/messages')
    expect(phases(outbox)).toEqual(['sent'])
    await pass(60_000)
    expect(asked).toHaveLength(1)
    expect(phases(outbox)).toEqual([])
    // The message stays the one that was written, for whoever shows both.
    expect(outbox.cameFrom('message-1')).toBe(asked[0]?.key)
    expect(outbox.cameFrom('message-2')).toBe(undefined)
  })

  test('gives the whole message back and sends nothing', async () => {
    const { asked } = flaky(['well'])
    const outbox = tab(memoryShelf())
    const id = outbox.send(letter({ mentions: ['imke'], kind: 'note' }), HOLD)
    await pass(HOLD - 1)
    expect(outbox.undo(id)).toMatchObject({ body: 'On its way', mentions: ['imke'] })
    await pass(60_000)
    expect(asked).toEqual([])
    expect(outbox.list()).toEqual([])
  })

  test('is too late once it is on its way', async () => {
    flaky(['never'])
    const outbox = tab(memoryShelf())
    const id = outbox.send(letter(), HOLD)
    await pass(HOLD)
    expect(outbox.undo(id)).toBe(null)
    expect(outbox.takeBack(id)).toBe(null)
    expect(phases(outbox)).toEqual(['sending'])
  })
})

describe('a server that is away', () => {
  test('is tried again, later each time, with the same key, until the message is stored once', async () => {
    const { asked, bodies } = flaky(['down', 'down', 503, 'well'])
    const outbox = tab(memoryShelf())
    outbox.send(letter(), 0)
    await pass(0)
    expect(outbox.list()[0]?.state).toMatchObject({
      phase: 'waiting',
      attempts: 1,
      why: { code: 'unreachable' },
    })
    await pass(1_000)
    expect(asked).toHaveLength(2)
    await pass(1_999)
    expect(asked).toHaveLength(2)
    await pass(1)
    expect(outbox.list()[0]?.state).toMatchObject({ why: { status: 503, detail: 'the disk is full' } })
    await pass(4_000)
    expect(bodies()).toEqual(['On its way'])
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1)
    expect(phases(outbox)).toEqual(['sent'])
  })

  test('that stored it before it died is asked again, and stores nothing twice', async () => {
    const { asked, bodies } = flaky(['lost', 'down', 'well'])
    const outbox = tab(memoryShelf())
    outbox.send(letter(), 0)
    await pass(10_000)
    expect(asked).toHaveLength(3)
    expect(bodies()).toEqual(['On its way'])
    expect(phases(outbox)).toEqual(['sent'])
  })

  test('is asked at once when somebody presses Retry, and never sooner than it wants by itself', async () => {
    const busy = Response.json(
      { code: 'rate_limited', detail: 'slower' },
      { status: 429, headers: { 'retry-after': '40' } },
    )
    const { asked } = flaky([busy, 'well'])
    const outbox = tab(memoryShelf())
    const id = outbox.send(letter(), 0)
    await pass(39_000)
    expect(asked).toHaveLength(1)
    outbox.retryNow(id)
    await pass(0)
    expect(phases(outbox)).toEqual(['sent'])
  })

  test('never makes the wait longer than half a minute', async () => {
    const { asked } = flaky(['down'])
    const outbox = tab(memoryShelf())
    outbox.send(letter(), 0)
    await pass(300_000)
    const { length } = asked
    await pass(30_000)
    expect(asked).toHaveLength(length + 1)
  })

  test('asks a person who is signed out to sign in, and goes on afterwards', async () => {
    const signedOut = Response.json({ code: 'unauthenticated', detail: 'sign in first' }, { status: 401 })
    const { bodies } = flaky([signedOut, 'well'])
    const outbox = tab(memoryShelf())
    outbox.send(letter(), 0)
    await pass(0)
    expect(outbox.list()[0]?.state).toMatchObject({ phase: 'waiting', why: { status: 401 } })
    await pass(1_000)
    expect(bodies()).toEqual(['On its way'])
  })

  test('that hangs is given up on, and asked again', async () => {
    const { asked } = flaky(['well'])
    const hangs = vi.fn<typeof postMessage>(
      () => new Promise((resolve) => setTimeout(resolve, 15_000, later)),
    )
    const later = { is: 'later' as const, why: { status: 0, code: 'unreachable', detail: '' }, after: null }
    const outbox = tab(memoryShelf(), { post: hangs })
    outbox.send(letter(), 0)
    await pass(14_000)
    expect(phases(outbox)).toEqual(['sending'])
    await pass(2_000)
    expect(hangs).toHaveBeenCalledTimes(2)
    expect(asked).toEqual([])
  })

  test('lets a text be taken back with its key: sent again as it was, it is stored once', async () => {
    const { bodies } = flaky(['lost', 'well'])
    const outbox = tab(memoryShelf())
    outbox.send(letter(), 0)
    await pass(0)
    const back = outbox.takeBack(outbox.list()[0]?.id ?? '')
    expect(back?.body).toBe('On its way')
    await pass(60_000)
    outbox.send(letter(), 0, back?.id)
    await pass(0)
    expect(bodies()).toEqual(['On its way'])
    expect(phases(outbox)).toEqual(['sent'])
  })

  test('and edited then, it is refused when the first was stored after all', async () => {
    const { bodies } = flaky(['lost', 'well'])
    const outbox = tab(memoryShelf())
    outbox.send(letter(), 0)
    await pass(0)
    const back = outbox.takeBack(outbox.list()[0]?.id ?? '')
    outbox.send(letter({ body: 'On its way, really' }), 0, back?.id)
    await pass(0)
    expect(outbox.list()[0]?.state).toMatchObject({ phase: 'returned', why: { code: 'mismatch' } })
    expect(bodies()).toEqual(['On its way'])
  })
})

describe('a refusal', () => {
  test('gives the text back with the reason, and is not tried again', async () => {
    const tooLong = Response.json({ code: 'invalid', detail: 'body is too long' }, { status: 422 })
    const { asked } = flaky([tooLong])
    const outbox = tab(memoryShelf())
    const id = outbox.send(letter(), 0)
    await pass(120_000)
    expect(asked).toHaveLength(1)
    expect(outbox.list()[0]?.state).toMatchObject({ phase: 'returned', why: { detail: 'body is too long' } })
    expect(outbox.takeBack(id)?.body).toBe('On its way')
    expect(outbox.list()).toEqual([])
  })

  test('because somebody wrote meanwhile brings what they wrote', async () => {
    const newer = [exampleMessage({ seq: 4, body: 'Sorry, I meant the grinder' })]
    flaky([conflict(newer)])
    const outbox = tab(memoryShelf())
    outbox.send(letter(), 0)
    await pass(0)
    expect(outbox.list()[0]?.state).toMatchObject({ phase: 'returned', newer, why: { code: 'conflict' } })
  })

  test('by what one sent oneself is none', async () => {
    const author = { kind: 'teammate' as const, id: ME, name: 'Noor' }
    const own = exampleMessage({ seq: 4, direction: 'outbound', author })
    const moved = exampleMessage({ seq: 5, kind: 'event', author: { ...author, id: 'imke' } })
    const { asked } = flaky([conflict([own, moved]), 'well'])
    const outbox = tab(memoryShelf())
    outbox.send(letter(), 0)
    await pass(0)
    expect(phases(outbox)).toEqual(['sent'])
    expect(asked.map(({ body }) => body.seen_seq)).toEqual([3, 5])
  })

  test('stands, when a colleague is among those who wrote', async () => {
    const own = exampleMessage({ seq: 5, author: { kind: 'teammate', id: ME, name: 'Noor' } })
    const theirs = exampleMessage({ seq: 4, author: { kind: 'teammate', id: 'imke', name: 'Imke' } })
    const { asked } = flaky([conflict([theirs, own]), 'well'])
    const outbox = tab(memoryShelf())
    outbox.send(letter(), 0)
    await pass(60_000)
    expect(phases(outbox)).toEqual(['returned'])
    expect(asked).toHaveLength(1)
  })

  test('is overruled by force', async () => {
    const { asked } = flaky(['well'])
    tab(memoryShelf()).send(letter({ seenSeq: null }), 0)
    await pass(0)
    expect(asked[0]?.body).toEqual({ kind: 'reply', body: 'On its way', force: true })
  })
})
