import type { LimitRule } from '../limits/limits.ts'

export function perSecond(limit: number): LimitRule {
  return { kind: 'window', limit, period: 1_000 }
}

export function perMinute(limit: number): LimitRule {
  return { kind: 'window', limit, period: 60_000 }
}
