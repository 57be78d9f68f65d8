/** As everywhere in the house, in characters: an emoji is one. */
export const LONGEST_MESSAGE = 10_000

export function lengthOf(text: string): number {
  // Most texts are far from the limit, and a code point is at most two units.
  if (text.length <= LONGEST_MESSAGE / 2) return text.length
  let length = 0
  for (const _ of text) length++
  return length
}
