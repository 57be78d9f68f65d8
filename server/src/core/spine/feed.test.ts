import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { memoryBus } from '../../bus/memory.ts'
import { createFeed, type Feed } from './feed.ts'
import { latestSeq } from './queries.ts'

let app: TestApp
const feeds: Feed[] = []
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(async () => {
  for (const feed of feeds) feed.close()
  await app.close()
})

function newFeed(): Feed {
  const fail = (error: unknown) => {
    throw error
  }
  const feed = createFeed({ read: app.core.read, bus: memoryBus(), onError: fail })
  feeds.push(feed)
  return feed
}

async function post(to: TestOrganisation, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await app.core.run('openTicket', ticketArgs(to, { body: `ticket ${n}` }))
}

async function settle(seen: number[], length: number): Promise<number[]> {
  for (const deadline = Date.now() + 5_000; seen.length < length && Date.now() < deadline; )
    await new Promise((resolve) => setTimeout(resolve, 5))
  return seen
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)

it('pushes the past after the given seq and then the present, each once and in order', async () => {
  const to = await app.organisation()
  const feed = newFeed()
  await post(to, 150)
  const past = await latestSeq(app.core.read, to.org)
  const seen: number[] = []
  feed.subscribe(to.org, 10, async (rows) => void seen.push(...rows.map((row) => row.seq)))
  await settle(seen, past - 10)
  await post(to, 20)
  const now = await latestSeq(app.core.read, to.org)
  feed.moved(to.org, now)
  expect(await settle(seen, now - 10)).toEqual(range(11, now))
})

it('serves subscribers who start at different places while writes go on', async () => {
  const to = await app.organisation()
  const feed = newFeed()
  await post(to, 120)
  const middle = await latestSeq(app.core.read, to.org)
  const seen = [0, 5, 100, middle, middle - 1].map((after) => ({ after, seqs: [] as number[] }))
  const writing = post(to, 60)
  for (const { after, seqs } of seen) {
    feed.subscribe(to.org, after, async (rows) => void seqs.push(...rows.map((row) => row.seq)))
    await new Promise((resolve) => setTimeout(resolve, 3))
    feed.moved(to.org, await latestSeq(app.core.read, to.org))
  }
  await writing
  const last = await latestSeq(app.core.read, to.org)
  feed.moved(to.org, last)
  for (const { after, seqs } of seen) expect(await settle(seqs, last - after)).toEqual(range(after + 1, last))
})

it('finds out by itself when every hint was lost', async () => {
  const to = await app.organisation()
  const feed = newFeed()
  const seen: number[] = []
  const start = await latestSeq(app.core.read, to.org)
  feed.subscribe(to.org, start, async (rows) => void seen.push(...rows.map((row) => row.seq)))
  await post(to, 1)
  expect(await settle(seen, 2)).toEqual([start + 1, start + 2])
})

it('shows nothing of another organisation, and nothing after unsubscribing', async () => {
  const [mine, other] = [await app.organisation(), await app.organisation()]
  const feed = newFeed()
  const seen: number[] = []
  const stop = feed.subscribe(mine.org, 0, async (rows) => void seen.push(...rows.map((row) => row.seq)))
  const before = await latestSeq(app.core.read, mine.org)
  await settle(seen, before)
  await post(other, 5)
  feed.moved(other.org, await latestSeq(app.core.read, other.org))
  stop()
  await post(mine, 1)
  feed.moved(mine.org, before + 2)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(seen).toEqual(range(1, before))
})

it('hands the next page of the past over only when the one before was taken, and the present without waiting', async () => {
  const to = await app.organisation()
  const feed = newFeed()
  await post(to, 250)
  const past = await latestSeq(app.core.read, to.org)
  const slow: number[] = []
  let taking = 0
  let release = () => {}
  feed.subscribe(to.org, 0, async (rows) => {
    expect(++taking).toBe(1)
    await new Promise<void>((resolve) => {
      release = resolve
    })
    taking--
    slow.push(...rows.map((row) => row.seq))
  })
  const quick: number[] = []
  feed.subscribe(to.org, past, async (rows) => void quick.push(...rows.map((row) => row.seq)))
  await new Promise((resolve) => setTimeout(resolve, 20))
  await post(to, 2)
  feed.moved(to.org, past + 4)
  expect(await settle(quick, 4)).toEqual(range(past + 1, past + 4))
  expect(slow).toEqual([])
  for (let pages = 0; pages < 10 && slow.length < past + 4; pages++) {
    release()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(slow).toEqual(range(1, past + 4))
})
