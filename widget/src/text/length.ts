/** The longest message, in characters as Unicode counts them: one for each sign, also for those that are two in memory. */
export const LONGEST = 10_000

/** How many characters are too many; 0 or less when it fits. */
export function excess(text: string): number {
  return [...text.trim()].length - LONGEST
}
