import type { Limits } from './limits.ts'

/** `RATE_LIMITS=off`, for tests and benchmarks. */
export const unlimited: Limits = {
  take: async (_, rule) => ({ allowed: true, remaining: rule.limit }),
  close: async () => {},
}
