import { firstCodePoints } from '../code-points.ts'

const DERIVED_LENGTH = 80
const LONGEST_TITLE = 1_000

/** The text, with a title before it that was too long to stay whole on its own (docs/contracts.md 1c#29). */
export function wholeText(given: string | null, body: string): string {
  const title = given?.trim() ?? ''
  return title.length > firstCodePoints(title, LONGEST_TITLE).length ? `${title}\n\n${body}` : body
}

/** The given title, or the first non-blank line of the text cut at 80 code points (docs/contracts.md 1c#2, 1c#29). */
export function titleFrom(given: string | null, body: string): string {
  const title = given?.trim()
  if (title) return firstCodePoints(title, LONGEST_TITLE)
  const [line = ''] = body.trim().split(/\r\n|\r|\n/, 1)
  return firstCodePoints(line.trimEnd(), DERIVED_LENGTH)
}
