import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LimitRule, Limits, Verdict } from './limits.ts'

// A timer may fire a millisecond before its time.
const realSleep = async (ms: number): Promise<void> => wait(ms + 2)

const allowed = (verdicts: Verdict[]): number => verdicts.filter((verdict) => verdict.allowed).length

export function retryAfter(verdict: Verdict): number {
  if (verdict.allowed) throw new Error('expected a refusal')
  return verdict.retryAfter
}

/** `open` gives empty limits; `sleep` lets time pass for them. Periods are long enough for a stalled machine. */
export function limitsContract(name: string, open: () => Promise<Limits>, sleep = realSleep): void {
  describe(`${name} limits`, () => {
    let limits: Limits
    beforeEach(async () => {
      limits = await open()
    })
    afterEach(() => limits.close())

    const hit = (times: number, rule: LimitRule, bucket = 'a') =>
      Promise.all(Array.from({ length: times }, () => limits.take(bucket, rule)))

    test('lets exactly the limit pass and counts what remains', async () => {
      const verdicts = await hit(4, { kind: 'window', limit: 3, period: 5000 })
      expect(verdicts.slice(0, 3)).toEqual([2, 1, 0].map((remaining) => ({ allowed: true, remaining })))
      expect(retryAfter(verdicts[3] ?? { allowed: true, remaining: 0 })).toBeGreaterThanOrEqual(1)
      expect(retryAfter(verdicts[3] ?? { allowed: true, remaining: 0 })).toBeLessThanOrEqual(5000)
    })

    test('slides: 59 hits around the edge of a fixed window do not pass a limit of 30', async () => {
      const rule: LimitRule = { kind: 'window', limit: 30, period: 1000 }
      expect(allowed(await hit(1, rule))).toBe(1)
      await sleep(950)
      expect(allowed(await hit(29, rule))).toBe(29)
      await sleep(90)
      expect(allowed(await hit(30, rule))).toBe(1)
    })

    test('does not count refused hits, and retryAfter is honest', async () => {
      const rule: LimitRule = { kind: 'window', limit: 2, period: 1000 }
      await hit(2, rule)
      const refusals = await hit(20, rule)
      expect(allowed(refusals)).toBe(0)
      await sleep(Math.max(...refusals.map(retryAfter)))
      expect(allowed(await hit(1, rule))).toBe(1)
    })

    test('keeps buckets apart, and a window apart from a rate of the same name', async () => {
      const once: LimitRule = { kind: 'window', limit: 1, period: 5000 }
      expect(allowed(await hit(2, once, 'one'))).toBe(1)
      expect(allowed(await hit(2, once, 'two'))).toBe(1)
      expect(allowed(await hit(2, { kind: 'rate', limit: 1, period: 5000, burst: 1 }, 'one'))).toBe(1)
    })

    test('lets exactly the limit pass of 100 hits at once', async () => {
      expect(allowed(await hit(100, { kind: 'window', limit: 37, period: 10_000 }))).toBe(37)
      expect(allowed(await hit(100, { kind: 'rate', limit: 1, period: 10_000, burst: 37 }))).toBe(37)
    })

    test('lets a burst pass, then one hit per interval', async () => {
      const rule: LimitRule = { kind: 'rate', limit: 2, period: 2000, burst: 3 }
      const verdicts = await hit(4, rule)
      expect(verdicts.slice(0, 3)).toEqual([2, 1, 0].map((remaining) => ({ allowed: true, remaining })))
      await sleep(retryAfter(verdicts[3] ?? { allowed: true, remaining: 0 }))
      expect(allowed(await hit(2, rule))).toBe(1)
    })

    test('does not overflow a burst after a pause', async () => {
      const rule: LimitRule = { kind: 'rate', limit: 10, period: 1000, burst: 2 }
      await hit(2, rule)
      await sleep(500)
      expect(allowed(await hit(2, rule))).toBe(2)
    })

    test('takes any name for a bucket', async () => {
      const long = 'x'.repeat(100_000)
      const names = [
        '',
        ' ',
        'a b',
        'a\nb',
        'a\r\nb',
        'a\0b',
        '*',
        '{a}',
        '__proto__',
        'café',
        'cafe\u0301',
        '🦜',
      ]
      for (const bucket of [...names, long, `${long}y`]) {
        expect(allowed(await hit(2, { kind: 'window', limit: 1, period: 10_000 }, bucket))).toBe(1)
      }
    })
  })
}
