import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { limitsContract, retryAfter } from './contract.ts'
import type { BucketRow, BucketStore, LimitRule } from './limits.ts'
import { memoryLimits } from './memory.ts'

const START = Date.UTC(2026, 0, 1)
const MINUTE: LimitRule = { kind: 'window', limit: 2, period: 60_000 }
const HOURLY: LimitRule = { kind: 'rate', limit: 1, period: 3_600_000, burst: 2 }

const passes = { allowed: true }
const refuses = { allowed: false }

function fakeClock() {
  const clock = { time: START, now: () => clock.time }
  return clock
}

function fakeStore() {
  const rows = new Map<string, BucketRow>()
  const fake = { broken: false, loads: 0, rows }
  const check = () => {
    if (fake.broken) throw new Error('the disk is full')
  }
  const store: BucketStore = {
    async load() {
      fake.loads += 1
      check()
      return [...rows.values()]
    },
    async save(changed) {
      check()
      for (const row of changed) rows.set(row.bucket, structuredClone(row))
    },
  }
  return Object.assign(fake, { store })
}

const contractClock = fakeClock()
limitsContract(
  'memory',
  async () => memoryLimits({ now: contractClock.now }),
  async (ms) => {
    contractClock.time += ms
  },
)

describe('memory limits', () => {
  test('frees a hit at the millisecond it promised and not before', async () => {
    const clock = fakeClock()
    const limits = memoryLimits({ now: clock.now })
    const rule: LimitRule = { kind: 'window', limit: 1, period: 1000 }
    await limits.take('a', rule)
    clock.time += 400
    expect(await limits.take('a', rule)).toEqual({ allowed: false, retryAfter: 600 })
    clock.time += 599
    expect(await limits.take('a', rule)).toEqual({ allowed: false, retryAfter: 1 })
    clock.time += 1
    expect(await limits.take('a', rule)).toMatchObject(passes)
  })

  test('lets a burst pass exactly where the interval is no whole number', async () => {
    const clock = fakeClock()
    const limits = memoryLimits({ now: clock.now })
    const rule: LimitRule = { kind: 'rate', limit: 7, period: 1000, burst: 100 }
    for (let left = 99; left >= 0; left -= 1) {
      expect(await limits.take('a', rule)).toEqual({ allowed: true, remaining: left })
    }
    clock.time += retryAfter(await limits.take('a', rule))
    expect(await limits.take('a', rule)).toMatchObject(passes)
    expect(await limits.take('a', rule)).toMatchObject(refuses)
  })

  test('holds on the real clock', async () => {
    const limits = memoryLimits()
    const rule: LimitRule = { kind: 'window', limit: 1, period: 200 }
    await limits.take('a', rule)
    await wait(retryAfter(await limits.take('a', rule)) + 2)
    expect(await limits.take('a', rule)).toMatchObject(passes)
  })

  test('keeps windows and rates of a minute and longer across a restart', async () => {
    const clock = fakeClock()
    const { store, rows } = fakeStore()
    const before = memoryLimits({ now: clock.now, store })
    for (const rule of [MINUTE, HOURLY]) {
      expect(await before.take('a', rule)).toMatchObject(passes)
      expect(await before.take('a', rule)).toMatchObject(passes)
    }
    await before.take('short', { kind: 'window', limit: 1, period: 59_999 })
    await before.close()
    expect(rows.size).toBe(2)

    clock.time += 20_000
    const after = memoryLimits({ now: clock.now, store })
    expect(await after.take('a', MINUTE)).toEqual({ allowed: false, retryAfter: 40_000 })
    expect(await after.take('a', HOURLY)).toEqual({ allowed: false, retryAfter: 3_580_000 })
    clock.time += 40_000
    expect(await after.take('a', MINUTE)).toMatchObject(passes)
  })

  test('saves every second without being closed', async () => {
    const { store, rows } = fakeStore()
    const limits = memoryLimits({ store })
    await limits.take('a', MINUTE)
    await expect.poll(() => rows.size, { timeout: 5000 }).toBe(1)
    await limits.close()
  })

  test('goes on while the store fails and saves once it works again', async () => {
    const fake = fakeStore()
    fake.broken = true
    const errors: unknown[] = []
    const limits = memoryLimits({ store: fake.store, onError: (error) => errors.push(error) })
    expect(await limits.take('a', MINUTE)).toMatchObject(passes)
    await expect.poll(() => errors.length, { timeout: 5000 }).toBeGreaterThan(1)
    expect(await limits.take('a', MINUTE)).toMatchObject(passes)
    fake.broken = false
    await expect.poll(() => fake.rows.get('window:a')?.times.length, { timeout: 5000 }).toBe(2)
    fake.broken = true
    await limits.take('b', MINUTE)
    await expect(limits.close()).rejects.toThrow('the disk is full')
  })

  test('does not forget what a failing save was to write', async () => {
    const fake = fakeStore()
    const errors: unknown[] = []
    const limits = memoryLimits({ store: fake.store, onError: (error) => errors.push(error) })
    await limits.take('a', MINUTE)
    fake.broken = true
    await expect.poll(() => errors.length, { timeout: 5000 }).toBe(1)
    fake.broken = false
    await limits.close()
    expect(fake.rows.get('window:a')?.times).toHaveLength(1)
  })

  test('counts the saved hits once when the store is slower than the first save', async () => {
    const clock = fakeClock()
    const { store, rows } = fakeStore()
    rows.set('window:a', { bucket: 'window:a', times: [START - 1], expiresAt: START + 59_999 })
    const load = async (now: number) => {
      await wait(1200)
      return store.load(now)
    }
    const limits = memoryLimits({ now: clock.now, store: { ...store, load } })
    expect(await limits.take('a', MINUTE)).toEqual({ allowed: true, remaining: 0 })
    await limits.close()
    expect(rows.get('window:a')?.times).toEqual([START - 1, START])
  })

  test('adds the saved hits to those taken while the store could not be read', async () => {
    const clock = fakeClock()
    const fake = fakeStore()
    fake.rows.set('window:a', { bucket: 'window:a', times: [START - 1], expiresAt: START + 59_999 })
    fake.broken = true
    const limits = memoryLimits({ now: clock.now, store: fake.store })
    expect(await limits.take('a', MINUTE)).toEqual({ allowed: true, remaining: 1 })
    fake.broken = false
    await expect.poll(() => fake.rows.get('window:a')?.times, { timeout: 5000 }).toEqual([START - 1, START])
    expect(await limits.take('a', MINUTE)).toEqual({ allowed: false, retryAfter: 59_999 })
    await limits.close()
  })

  test('is not moved by a wall clock set back while running', async () => {
    const clock = fakeClock()
    const limits = memoryLimits({ now: clock.now })
    await limits.take('a', MINUTE)
    await limits.take('a', MINUTE)
    clock.time -= 3_600_000
    expect(await limits.take('a', MINUTE)).toEqual({ allowed: false, retryAfter: 60_000 })
    clock.time += 60_000
    expect(await limits.take('a', MINUTE)).toMatchObject(passes)
  })

  test('makes a wall clock set back between two runs cost one period at most', async () => {
    const clock = fakeClock()
    const { store } = fakeStore()
    const before = memoryLimits({ now: clock.now, store })
    for (const rule of [MINUTE, MINUTE, HOURLY, HOURLY]) await before.take('a', rule)
    await before.close()
    clock.time -= 86_400_000
    const after = memoryLimits({ now: clock.now, store })
    expect(await after.take('a', MINUTE)).toEqual({ allowed: false, retryAfter: 60_000 })
    expect(await after.take('a', HOURLY)).toEqual({ allowed: false, retryAfter: 3_600_000 })
  })

  test('forgets expired buckets first, then the longest unused', async () => {
    const clock = fakeClock()
    const limits = memoryLimits({ now: clock.now, maxBuckets: 3 })
    const long: LimitRule = { kind: 'window', limit: 1, period: 10_000 }
    await limits.take('first', long)
    await limits.take('second', long)
    await limits.take('brief', { kind: 'window', limit: 1, period: 10 })
    clock.time += 2000
    await limits.take('third', long)
    expect(await limits.take('first', long)).toMatchObject(refuses)
    await limits.take('fourth', long)
    expect(await limits.take('first', long)).toMatchObject(refuses)
    expect(await limits.take('third', long)).toMatchObject(refuses)
    expect(await limits.take('second', long)).toMatchObject(passes)
  })
})
