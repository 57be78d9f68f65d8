const DERIVED_LENGTH = 80
const LONGEST_TITLE = 1_000

/** The given title, or the first non-blank line of the text cut at 80 code points (docs/contracts.md 1c#2, 1c#29). */
export function titleFrom(given: string | null, body: string): string {
  const title = given?.trim()
  if (title) return cut(title, LONGEST_TITLE)
  const [line = ''] = body.trim().split(/\r\n|\r|\n/, 1)
  return cut(line.trimEnd(), DERIVED_LENGTH)
}

function cut(text: string, codePoints: number): string {
  // A code point is at most two code units, so a long text is never spread whole.
  return Array.from(text.slice(0, codePoints * 2))
    .slice(0, codePoints)
    .join('')
}
