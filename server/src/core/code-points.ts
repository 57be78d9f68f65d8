const SURROGATE = /[\ud800-\udfff]/

/** The first `count` code points of a text: never half a character, and a long text is never spread whole. */
export function firstCodePoints(text: string, count: number): string {
  const start = text.slice(0, count)
  if (!SURROGATE.test(start)) return start
  return Array.from(text.slice(0, count * 2))
    .slice(0, count)
    .join('')
}

/** Whether a text has at most `longest` code points. They are counted only when UTF-16 units do not settle it. */
export function fits(text: string, longest: number): boolean {
  return text.length <= longest || firstCodePoints(text, longest) === text
}
