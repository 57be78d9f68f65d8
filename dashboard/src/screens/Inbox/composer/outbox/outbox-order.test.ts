import { describe, expect, test } from 'vitest'
import { Problem } from '../../../../api/problem.ts'
import { letter, memoryShelf } from './flaky-server.ts'
import { HOLD, ME, outboxSetup, pass, phases } from './outbox-setup.ts'
import type { FollowUp } from './outgoing.ts'

const { tab, flaky, followed, followFails } = outboxSetup()

describe('several messages', () => {
  test('to one conversation keep their order, also when the first has to wait', async () => {
    const { bodies } = flaky(['down', 'well'])
    const outbox = tab(memoryShelf())
    outbox.send(letter({ body: 'first' }), 0)
    outbox.send(letter({ body: 'second' }), 0)
    await pass(999)
    expect(bodies()).toEqual([])
    await pass(1)
    expect(bodies()).toEqual(['first', 'second'])
  })

  test('to other conversations do not wait', async () => {
    const { bodies } = flaky(['down', 'well'])
    const outbox = tab(memoryShelf())
    outbox.send(letter({ body: 'first' }), 0)
    outbox.send(letter({ body: 'elsewhere', conversation: 'c2' }), 0)
    await pass(0)
    expect(bodies()).toEqual(['elsewhere'])
  })

  test('stop at one that was refused for no longer than it takes to give it back', async () => {
    const tooLong = Response.json({ code: 'invalid', detail: 'too long' }, { status: 422 })
    const { bodies } = flaky([tooLong, 'well'])
    const outbox = tab(memoryShelf())
    outbox.send(letter({ body: 'first' }), 0)
    outbox.send(letter({ body: 'second' }), 0)
    await pass(0)
    expect(phases(outbox)).toEqual(['returned', 'sent'])
    expect(bodies()).toEqual(['second'])
  })
})

describe('a page that is left', () => {
  test('sends at once what was held, and the next page finds that out with the same key', async () => {
    const { asked, bodies } = flaky(['well'])
    const shelf = memoryShelf()
    const outbox = tab(shelf)
    outbox.send(letter(), HOLD)
    outbox.leave()
    outbox.close()
    await pass(0)
    expect(bodies()).toEqual(['On its way'])
    const next = tab(shelf)
    expect(phases(next)).toEqual(['waiting'])
    await pass(2_000)
    expect(phases(next)).toEqual(['sent'])
    expect(asked.map(({ key }) => key)).toEqual([asked[0]?.key, asked[0]?.key])
    expect(bodies()).toEqual(['On its way'])
  })

  test('sends the first of several, and the rest after it on the next page', async () => {
    const { asked, bodies } = flaky(['well'])
    const shelf = memoryShelf()
    const outbox = tab(shelf)
    outbox.send(letter({ body: 'first' }), HOLD)
    outbox.send(letter({ body: 'second' }), HOLD)
    outbox.leave()
    outbox.close()
    await pass(0)
    expect(asked).toHaveLength(1)
    tab(shelf)
    await pass(2_000)
    expect(bodies()).toEqual(['first', 'second'])
  })

  test('by a crash, loses nothing: the next one sends what was held and what was on its way', async () => {
    const { bodies } = flaky(['never', 'well'])
    const shelf = memoryShelf()
    const outbox = tab(shelf)
    outbox.send(letter({ body: 'on its way' }), 0)
    outbox.send(letter({ body: 'held', conversation: 'c2' }), HOLD)
    outbox.close()
    tab(shelf)
    await pass(14_999)
    expect(bodies()).toEqual([])
    await pass(1)
    expect(bodies()).toEqual(['held'])
    await pass(5_000)
    expect(bodies()).toEqual(['held', 'on its way'])
  })

  test('leaves what another tab holds alone, and its undo works', async () => {
    const { asked } = flaky(['well'])
    const shelf = memoryShelf()
    const first = tab(shelf)
    const second = tab(shelf)
    const id = first.send(letter(), HOLD)
    second.reread()
    second.leave()
    await pass(HOLD - 1)
    expect(asked).toEqual([])
    expect(first.undo(id)?.body).toBe('On its way')
    await pass(60_000)
    expect(asked).toEqual([])
  })

  test('of two tabs that both think it is theirs, the message is stored once', async () => {
    const { bodies } = flaky(['well'])
    const shelf = memoryShelf()
    const outbox = tab(shelf)
    const other = tab(shelf)
    outbox.send(letter(), 0)
    other.reread()
    other.retryNow()
    await pass(30_000)
    expect(bodies()).toEqual(['On its way'])
  })
})

describe('what follows', () => {
  const close: FollowUp = { type: 'status', value: 'closed' }

  test('happens once the message is stored', async () => {
    flaky(['down', 'well'])
    const outbox = tab(memoryShelf())
    outbox.send(letter({ after: [close] }), 0)
    await pass(0)
    expect(followed).toEqual([])
    await pass(1_000)
    expect(followed).toEqual([['c1', [close]]])
    expect(outbox.list()[0]?.state).toMatchObject({ phase: 'sent', follow: 'done' })
  })

  test('is tried again for a minute, never sends the message again, and then says why not', async () => {
    const { asked } = flaky(['well'])
    followFails.push(...Array.from({ length: 100 }, () => new Problem(503, 'unavailable', 'busy')))
    const outbox = tab(memoryShelf())
    const id = outbox.send(letter({ after: [close] }), 0)
    await pass(120_000)
    expect(asked).toHaveLength(1)
    expect(followed.length).toBeGreaterThan(20)
    expect(followed.length).toBeLessThan(40)
    expect(outbox.list()[0]?.state).toMatchObject({ follow: { failed: { detail: 'busy' } } })
    outbox.arrived(new Set(['message-1']))
    expect(outbox.list()).toHaveLength(1)
    followFails.length = 0
    outbox.retryNow(id)
    await pass(0)
    expect(outbox.list()[0]?.state).toMatchObject({ follow: 'done' })
  })

  test('that is refused is said at once, and can be let be', async () => {
    flaky(['well'])
    followFails.push(new Problem(403, 'forbidden', 'not yours'))
    const outbox = tab(memoryShelf())
    const id = outbox.send(letter({ after: [close] }), 0)
    await pass(0)
    expect(outbox.list()[0]?.state).toMatchObject({ follow: { failed: { status: 403 } } })
    outbox.dismiss(id)
    expect(outbox.list()).toEqual([])
  })
})

test('what is sent stays until the thread shows it', async () => {
  flaky(['well'])
  const outbox = tab(memoryShelf())
  outbox.send(letter(), 0)
  await pass(0)
  outbox.arrived(new Set(['somebody else’s']))
  expect(phases(outbox)).toEqual(['sent'])
  outbox.arrived(new Set(['message-1']))
  expect(outbox.list()).toEqual([])
})

test('a storage that is full keeps nobody from sending', async () => {
  const { bodies } = flaky(['down', 'well'])
  const full = {
    ...memoryShelf(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  const outbox = tab(full)
  outbox.send(letter(), 0)
  await pass(1_000)
  expect(bodies()).toEqual(['On its way'])
})

test.each(['{', '"text"', '[null, 3, {"id": 1}]', '[{"id":"a","conversation":"c","body":"b","state":{}}]'])(
  'storage that holds %s is passed over',
  async (text) => {
    flaky(['well'])
    const shelf = memoryShelf()
    shelf.setItem(`parley.outbox.${ME}`, text)
    const outbox = tab(shelf)
    expect(outbox.list()).toEqual([])
    outbox.send(letter(), 0)
    await pass(0)
    expect(phases(outbox)).toEqual(['sent'])
  },
)

test('letters of somebody else in the same browser are not theirs to send', async () => {
  const { asked } = flaky(['well'])
  const shelf = memoryShelf()
  const outbox = tab(shelf)
  outbox.send(letter(), HOLD)
  outbox.close()
  const other = tab(shelf, { me: 'imke' })
  await pass(60_000)
  expect(other.list()).toEqual([])
  expect(asked).toEqual([])
})
