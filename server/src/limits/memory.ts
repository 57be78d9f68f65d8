import { hash } from 'node:crypto'
import type { BucketRow, BucketStore, Limits, RateRule, Verdict, WindowRule } from './limits.ts'

/** Rules of a minute and longer outlive the process; a shorter one is over before a restart is. */
const KEPT_FROM = 60_000
const SAVE_EVERY = 1000
const LONGEST_NAME = 200
/** Times are whole microseconds inside: sums stay exact below 2^53, so limits and `retryAfter` are exact too. */
const MICROSECONDS = 1000

type MemoryLimitsOptions = {
  /** Milliseconds since the epoch. */
  now?: () => number
  store?: BucketStore
  maxBuckets?: number
  /** Told when the store fails; what was not saved is tried again a second later. */
  onError?: (error: unknown) => void
}

/** Window: the hits that still count, oldest first, at most `limit`. Rate: one theoretical arrival time. */
type Bucket = { times: number[]; expiresAt: number }

export function memoryLimits(options: MemoryLimitsOptions = {}): Limits {
  const { now = monotonicNow, store, maxBuckets = 100_000, onError = () => {} } = options
  const clock = forwardClock(now)
  const buckets = new Map<string, Bucket>() // in order of use, least recent first
  const dirty = new Set<string>()
  let loaded = store === undefined
  let sweptAt = 0

  function find(key: string, time: number): Bucket {
    const bucket = buckets.get(key) ?? { times: [], expiresAt: time }
    if (!buckets.delete(key)) makeRoom(time)
    buckets.set(key, bucket)
    return bucket
  }

  // Trust: names are made of credentials and network addresses, so this many live buckets cost as many of those.
  // Who pays that gains a fresh window for the longest unused bucket; memory stays bounded and nobody is refused.
  function makeRoom(time: number): void {
    if (buckets.size >= maxBuckets && time - sweptAt >= SAVE_EVERY * MICROSECONDS) sweep(time)
    if (buckets.size < maxBuckets) return
    // A hundredth at once: one by one, each search for the eldest would step over all that went before (24 µs).
    const left = maxBuckets - Math.max(1, Math.floor(maxBuckets / 100))
    for (const key of buckets.keys()) {
      if (buckets.size <= left) return
      forget(key)
    }
  }

  function sweep(time: number): void {
    sweptAt = time
    for (const [key, bucket] of buckets) if (bucket.expiresAt <= time) forget(key)
  }

  function forget(key: string): void {
    buckets.delete(key)
    dirty.delete(key)
  }

  async function load(): Promise<void> {
    if (loaded || !store) return
    const rows = await store.load(Math.floor(now()))
    const time = clock()
    for (const row of rows) if (row.expiresAt * MICROSECONDS > time) restore(row, time)
    loaded = true
  }

  // Merges, because hits are taken while a failed load is being retried.
  function restore(row: BucketRow, time: number): void {
    const bucket = find(row.bucket, time)
    const saved = row.times.map((ms) => ms * MICROSECONDS)
    bucket.times = row.bucket.startsWith('rate:')
      ? [Math.max(...saved, ...bucket.times)]
      : [...saved.map((hit) => Math.min(hit, time)), ...bucket.times].sort((a, b) => a - b)
    bucket.expiresAt = Math.max(bucket.expiresAt, row.expiresAt * MICROSECONDS)
  }

  async function save(): Promise<void> {
    await opened
    await load() // Again if it failed: a save before it would overwrite what has not been read yet.
    if (!store || dirty.size === 0) return
    const keys = [...dirty]
    dirty.clear()
    try {
      await store.save(keys.flatMap((key) => toRow(key, buckets.get(key))))
    } catch (error) {
      for (const key of keys) dirty.add(key)
      throw error
    }
  }

  const opened = load().catch(onError)
  let saving: Promise<void> | undefined
  const timer = setInterval(() => {
    sweep(clock())
    saving ??= save()
      .catch(onError)
      .finally(() => {
        saving = undefined
      })
  }, SAVE_EVERY)
  timer.unref()

  return {
    async take(name, rule) {
      const kept = store !== undefined && rule.period >= KEPT_FROM
      if (kept) await opened
      const key = `${rule.kind}:${name.length > LONGEST_NAME ? hash('sha256', name) : name}`
      const time = clock()
      const bucket = find(key, time)
      const verdict = rule.kind === 'window' ? takeWindow(bucket, rule, time) : takeRate(bucket, rule, time)
      if (kept && verdict.allowed) dirty.add(key)
      return verdict
    },
    async close() {
      clearInterval(timer)
      await opened
      await saving
      await save()
    },
  }
}

function takeWindow(bucket: Bucket, rule: WindowRule, time: number): Verdict {
  const period = Math.ceil(rule.period * MICROSECONDS)
  const { times } = bucket
  while (times[0] !== undefined && times[0] + period <= time) times.shift()
  const blocking = times[times.length - rule.limit]
  if (blocking !== undefined) return refused(blocking + period - time)
  times.push(time)
  bucket.expiresAt = time + period
  return { allowed: true, remaining: rule.limit - times.length }
}

function takeRate(bucket: Bucket, rule: RateRule, time: number): Verdict {
  const interval = Math.ceil((rule.period * MICROSECONDS) / rule.limit)
  const slack = interval * (rule.burst - 1)
  // Never further ahead than one burst: a saved time may be ahead of a clock that was set back.
  const arrival = Math.min(Math.max(bucket.times[0] ?? time, time), time + slack + interval)
  if (arrival - slack > time) return refused(arrival - slack - time)
  bucket.expiresAt = arrival + interval
  bucket.times = [bucket.expiresAt]
  return { allowed: true, remaining: Math.floor((slack - (arrival - time)) / interval) }
}

function refused(microseconds: number): Verdict {
  return { allowed: false, retryAfter: Math.ceil(microseconds / MICROSECONDS) }
}

/** Rounded up, so that a restart never frees a hit early. */
function toRow(key: string, bucket: Bucket | undefined): BucketRow[] {
  if (!bucket) return []
  const toMs = (microseconds: number) => Math.ceil(microseconds / MICROSECONDS)
  return [{ bucket: key, times: bucket.times.map(toMs), expiresAt: toMs(bucket.expiresAt) }]
}

/** Starts at the wall clock and then follows the monotonic one, so setting the wall clock changes nothing. */
function monotonicNow(): number {
  return performance.timeOrigin + performance.now()
}

/** In microseconds. A clock set back goes on from where it was, so windows neither reopen nor freeze. */
function forwardClock(now: () => number): () => number {
  let last = 0
  let shift = 0
  return () => {
    const time = Math.floor(now() * MICROSECONDS)
    shift = Math.max(shift, last - time)
    last = time + shift
    return last
  }
}
