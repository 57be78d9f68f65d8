const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waiting before tries 2 to 10: 75.6 hours in all, as Standard Webhooks proposes. */
const GAPS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const

/** The try after which a job is given up. */
export const LAST_TRY = GAPS.length + 1

/** Milliseconds until the next try after try `attempt`, ±20 %; undefined when there is none left. */
export function retryDelay(attempt: number, random: number): number | undefined {
  const gap = GAPS[attempt - 1]
  return gap === undefined ? undefined : Math.round(gap * (0.8 + 0.4 * random))
}
