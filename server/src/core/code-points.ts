const SURROGATE = /[\ud800-\udfff]/

/** The first `count` code points of a text: never half a character, and a long text is never spread whole. */
export function firstCodePoints(text: string, count: number): string {
  const start = text.slice(0, count)
  if (!SURROGATE.test(start)) return start
  return Array.from(text.slice(0, count * 2))
    .slice(0, count)
    .join('')
}
