import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Letter, Outcome } from './letter.ts'
import { type Outbox, openOutbox } from './outbox.ts'
import type { Shelf } from './shelf.ts'

/** The browser's storage, which is an edge. */
function shelf(): Shelf & { entries: Map<string, string> } {
  const entries = new Map<string, string>()
  return {
    entries,
    get length() {
      return entries.size
    },
    key: (place) => [...entries.keys()][place] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  }
}

const SENT: Outcome = { is: 'sent', timestamp: null }
const NOBODY: Outcome = { is: 'later', why: 'unreachable' }
const open: Outbox[] = []

function outboxOf(store: Shelf | null, post: (letter: Letter) => Promise<Outcome>, tab = 'one') {
  const states: string[] = []
  const outbox = openOutbox({
    shelf: store,
    prefix: 'parley:key:letter:',
    tab,
    post,
    changed: (letters) => states.push(letters.map(({ text, state }) => `${text} ${state.phase}`).join(', ')),
  })
  open.push(outbox)
  return { outbox, states }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
})
afterEach(() => {
  for (const outbox of open.splice(0)) outbox.close()
  vi.useRealTimers()
})

describe('the outbox', () => {
  it('says of a letter where it is, and keeps it until the conversation shows it', async () => {
    const { outbox, states } = outboxOf(shelf(), async () => SENT)
    const { id } = outbox.send('hello')
    await vi.advanceTimersByTimeAsync(0)
    expect(states).toEqual(['hello pending', 'hello sending', 'hello sent'])
    outbox.arrived(new Set([id]))
    expect(outbox.list()).toEqual([])
  })

  it('sends one at a time, in order, under one id for all attempts', async () => {
    const posted: string[] = []
    let down = true
    const { outbox } = outboxOf(shelf(), async ({ id, text }) => {
      posted.push(`${text} ${id}`)
      return down ? NOBODY : SENT
    })
    const first = outbox.send('first')
    const second = outbox.send('second')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(posted.every((entry) => entry === `first ${first.id}`)).toBe(true)
    expect(posted.length).toBeGreaterThan(1)
    down = false
    await vi.advanceTimersByTimeAsync(60_000)
    expect(posted.at(-1)).toBe(`second ${second.id}`)
    expect(posted.filter((entry) => entry.startsWith('second'))).toHaveLength(1)
    expect(outbox.list().map(({ state }) => state.phase)).toEqual(['sent', 'sent'])
  })

  it('goes on after a reload with what was under way', async () => {
    const store = shelf()
    const before = outboxOf(store, () => new Promise(() => undefined))
    before.outbox.send('is on its way')
    before.outbox.send('comes after it')
    before.outbox.close()
    const posted: string[] = []
    const after = outboxOf(store, async ({ text }) => {
      posted.push(text)
      return SENT
    })
    await vi.advanceTimersByTimeAsync(10)
    expect(posted).toEqual(['is on its way', 'comes after it'])
    expect(after.outbox.list().map(({ state }) => state.phase)).toEqual(['sent', 'sent'])
  })

  it('leaves what another tab sends to that tab, until it is gone', async () => {
    const store = shelf()
    const writer = outboxOf(store, async () => NOBODY, 'writer')
    writer.outbox.send('mine')
    await vi.advanceTimersByTimeAsync(10)
    const posted: string[] = []
    const other = outboxOf(
      store,
      async ({ text }) => {
        posted.push(text)
        return SENT
      },
      'other',
    )
    await vi.advanceTimersByTimeAsync(10_000)
    expect(posted).toEqual([])
    writer.outbox.close()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(posted).toEqual(['mine'])
    expect(other.outbox.list().map(({ state }) => state.phase)).toEqual(['sent'])
  })

  it('gives back what was refused, and nothing that may be there', async () => {
    const answers: Outcome[] = [{ is: 'refused', why: 'too-long' }]
    const { outbox } = outboxOf(shelf(), async () => answers.shift() ?? (await new Promise(() => undefined)))
    const refused = outbox.send('too long')
    await vi.advanceTimersByTimeAsync(0)
    expect(outbox.takeBack(refused.id)?.text).toBe('too long')
    const going = outbox.send('going')
    await vi.advanceTimersByTimeAsync(0)
    expect(outbox.takeBack(going.id)).toBeNull()
    expect(outbox.list()).toHaveLength(1)
  })

  it('forgets everything when told to, also what comes back later', async () => {
    const store = shelf()
    let answer: (outcome: Outcome) => void = () => undefined
    const { outbox } = outboxOf(store, () => new Promise((resolve) => (answer = resolve)))
    store.setItem('of-the-page', 'stays')
    outbox.send('secret')
    outbox.clear()
    answer(SENT)
    await vi.advanceTimersByTimeAsync(0)
    expect([...store.entries]).toEqual([['of-the-page', 'stays']])
  })

  it.each([
    ['forbidden', null],
    [
      'full',
      {
        ...shelf(),
        setItem() {
          throw new DOMException('full', 'QuotaExceededError')
        },
      },
    ],
  ])('works for this page where storage is %s', async (_, store) => {
    const { outbox } = outboxOf(store, async () => SENT)
    outbox.send('still')
    await vi.advanceTimersByTimeAsync(0)
    expect(outbox.list().map(({ state }) => state.phase)).toEqual(['sent'])
  })

  it('passes over what somebody else left under its names', () => {
    const store = shelf()
    for (const [place, text] of ['', 'null', '[]', '{"id":1}', '{', '{"id":"a","state":{}}'].entries())
      store.setItem(`parley:key:letter:${place}`, text)
    expect(outboxOf(store, async () => SENT).outbox.list()).toEqual([])
  })
})
