// Rate limits: published limits are counted exactly, abuse guards by GCRA; memory for one machine, Redis for many.

/** Exactly `limit` hits pass in any span of `period` milliseconds (docs/contracts.md 1c#18: the documented number). */
export type WindowRule = { kind: 'window'; limit: number; period: number }

/** GCRA: `limit` hits per `period` milliseconds on average, at most `burst` at once. */
export type RateRule = { kind: 'rate'; limit: number; period: number; burst: number }

export type LimitRule = WindowRule | RateRule

/** `retryAfter` is in milliseconds from now, at least 1, and honest: a hit after it passes if nobody else took it. */
export type Verdict = { allowed: true; remaining: number } | { allowed: false; retryAfter: number }

export interface Limits {
  /** Counts one hit on `bucket` if the rule lets it pass; a refused hit is not counted. */
  take(bucket: string, rule: LimitRule): Promise<Verdict>
  /** Flushes what must survive a restart. */
  close(): Promise<void>
}

/** One bucket as it survives a restart: hit times in ms since the epoch (windows) or one theoretical arrival time (rate). */
export type BucketRow = { bucket: string; times: number[]; expiresAt: number }

/** Where memory limits keep windows of a minute and longer, so that a restart is no bypass. */
export interface BucketStore {
  load(now: number): Promise<BucketRow[]>
  save(rows: BucketRow[]): Promise<void>
}
