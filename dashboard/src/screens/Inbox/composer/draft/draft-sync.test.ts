import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type DraftSync, keepDraft } from './draft-sync.ts'

/** One draft on a server that may be away, and browsers that have it open. */
function serverDraft(body = '') {
  const server = { body, away: false, saves: [] as string[] }
  const fail = () => {
    if (server.away) throw new TypeError('fetch failed')
  }
  return {
    server,
    parts: {
      async read() {
        fail()
        const { body } = server
        return body === ''
          ? null
          : { kind: 'reply' as const, body, base_seq: 1, updated_at: '2026-03-10T12:00:00.000Z' }
      },
      async save(text: string) {
        fail()
        server.body = text
        server.saves.push(text)
      },
    },
  }
}

function memoryShelf() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  }
}

const open: DraftSync[] = []
type Server = ReturnType<typeof serverDraft>

function browser({ parts }: Server, shelf = memoryShelf()): DraftSync {
  const draft = keepDraft({ name: 'draft', shelf, ...parts })
  open.push(draft)
  draft.refresh()
  return draft
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const file = { id: 'f', filename: 'a.png', content_type: 'image/png', byte_size: 1, width: 1, height: 1 }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  for (const draft of open.splice(0)) draft.close()
  vi.useRealTimers()
})

test('is saved a moment after the last key, once', async () => {
  const there = serverDraft()
  const draft = browser(there)
  await pass(0)
  for (const text of ['T', 'Th', 'The']) {
    draft.write(text)
    await pass(100)
  }
  expect(draft.view().saved).toBe('here')
  expect(there.server.saves).toEqual([])
  await pass(300)
  expect(there.server.saves).toEqual(['The'])
  expect(draft.view().saved).toBe('saved')
  await pass(60_000)
  expect(there.server.saves).toEqual(['The'])
})

test('of somebody who writes without a pause is saved every three seconds', async () => {
  const there = serverDraft()
  const draft = browser(there)
  await pass(0)
  for (let n = 1; n <= 70; n++) {
    draft.write('x'.repeat(n))
    await pass(100)
  }
  expect(there.server.saves.length).toBe(2)
})

test('is in another browser, and follows there while that one is left alone', async () => {
  const there = serverDraft()
  const laptop = browser(there)
  laptop.write('The swap is')
  await pass(400)
  const phone = browser(there)
  await pass(0)
  expect(phone.view()).toMatchObject({ text: 'The swap is', saved: 'saved' })
  phone.write('The swap is booked')
  await pass(3_000)
  laptop.refresh()
  await pass(0)
  expect(laptop.view()).toMatchObject({ text: 'The swap is booked', other: null })
})

test('that was sent elsewhere is gone here too', async () => {
  const there = serverDraft('The swap')
  const laptop = browser(there)
  const phone = browser(there)
  await pass(0)
  phone.clear()
  await pass(400)
  expect(there.server.body).toBe('')
  laptop.refresh()
  await pass(0)
  expect(laptop.view()).toMatchObject({ text: '', saved: 'empty' })
})

describe('changed in two browsers', () => {
  async function conflict() {
    const there = serverDraft('Hello')
    const laptop = browser(there)
    const phone = browser(there)
    await pass(0)
    laptop.write('Hello from the laptop')
    await pass(400)
    phone.write('Hello from the phone')
    await pass(400)
    return { there, laptop, phone }
  }

  test('loses neither text: the later one waits for a decision and overwrites nothing', async () => {
    const { there, phone } = await conflict()
    expect(phone.view()).toMatchObject({ text: 'Hello from the phone', other: 'Hello from the laptop' })
    phone.write('Hello from the phone, still')
    await pass(60_000)
    expect(there.server.body).toBe('Hello from the laptop')
    expect(phone.view().other).toBe('Hello from the laptop')
  })

  test.each([
    ['mine', 'Hello from the phone'],
    ['theirs', 'Hello from the laptop'],
    ['both', 'Hello from the phone\n\nHello from the laptop'],
  ] as const)('goes on with %s', async (choice, text) => {
    const { there, phone } = await conflict()
    phone.settle(choice)
    await pass(400)
    expect(phone.view()).toMatchObject({ text, other: null, saved: 'saved' })
    expect(there.server.body).toBe(text)
  })

  test('shows the newest of the other, and is over when that is given up', async () => {
    const { laptop, phone } = await conflict()
    laptop.write('Hello again')
    await pass(400)
    phone.refresh()
    await pass(0)
    expect(phone.view().other).toBe('Hello again')
    laptop.clear()
    await pass(400)
    phone.refresh()
    await pass(400)
    expect(phone.view()).toMatchObject({ text: 'Hello from the phone', other: null })
  })

  test('at the very same moment, neither is taken from who just wrote it', async () => {
    const there = serverDraft()
    const laptop = browser(there)
    await pass(0)
    laptop.write('From the laptop')
    await pass(400)
    // Its save came right after, without having seen ours.
    there.server.body = 'From the phone'
    laptop.refresh()
    await pass(0)
    expect(laptop.view()).toMatchObject({ text: 'From the laptop', other: 'From the phone' })
  })
})

test('that goes on elsewhere right after one’s own key is followed: nothing of ours is missing in it', async () => {
  const there = serverDraft()
  const laptop = browser(there)
  await pass(0)
  laptop.write('The swap')
  await pass(400)
  there.server.body = 'The swap is booked'
  laptop.refresh()
  await pass(0)
  expect(laptop.view()).toMatchObject({ text: 'The swap is booked', other: null })
})

describe('without the server', () => {
  test('stays in this browser, says so, and is saved when the server is back', async () => {
    const there = serverDraft()
    const shelf = memoryShelf()
    const draft = browser(there, shelf)
    await pass(0)
    there.server.away = true
    draft.write('The swap')
    await pass(400)
    expect(draft.view().saved).toMatchObject({ failed: { code: 'unreachable' } })
    draft.close()
    there.server.away = false
    const reopened = browser(there, shelf)
    expect(reopened.view().text).toBe('The swap')
    await pass(400)
    expect(there.server.body).toBe('The swap')
    expect(shelf.kept.size).toBe(0)
  })

  test('is tried again by itself', async () => {
    const there = serverDraft()
    const draft = browser(there)
    await pass(0)
    there.server.away = true
    draft.write('The swap')
    await pass(1_000)
    there.server.away = false
    await pass(2_000)
    expect(draft.view().saved).toBe('saved')
  })

  test('what was changed there meanwhile is not overwritten', async () => {
    const there = serverDraft('Hello')
    const draft = browser(there)
    await pass(0)
    there.server.away = true
    draft.write('Hello from here')
    await pass(1_000)
    there.server.body = 'Hello from there'
    there.server.away = false
    await pass(30_000)
    expect(draft.view()).toMatchObject({ text: 'Hello from here', other: 'Hello from there' })
    expect(there.server.saves).toEqual([])
  })
})

test('text that comes back stands before what was begun since, with its files', async () => {
  const there = serverDraft()
  const draft = browser(there)
  await pass(0)
  draft.write('And another thing')
  draft.giveBack({ text: 'The swap is booked', files: [file], key: 'k' })
  expect(draft.view()).toMatchObject({
    text: 'The swap is booked\n\nAnd another thing',
    files: [file],
    key: 'k',
  })
  await pass(400)
  expect(there.server.body).toBe('The swap is booked\n\nAnd another thing')
})

test('what is written between leaving and the next save is saved on leaving', async () => {
  const there = serverDraft()
  const draft = browser(there)
  await pass(0)
  draft.write('Half a sen')
  draft.close()
  await pass(0)
  expect(there.server.body).toBe('Half a sen')
})

test.each(['{', '3', '{"text": 3}'])('a kept draft that reads %s is none', async (text) => {
  const shelf = memoryShelf()
  shelf.setItem('draft', text)
  expect(browser(serverDraft('from there'), shelf).view().text).toBe('')
})
