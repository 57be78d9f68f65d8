/** Where in a text the letters of a query are, as [from, to) pairs; `score` is higher the better they fit. */
export type Match = { score: number; ranges: [number, number][] }

/**
 * Every word of the query is somewhere in the text, at the beginning of a word better than within one; or else the letters
 * of the query are those that words begin with ("ctn" finds "Close the next"). Case and accents make no difference.
 */
export function matchText(query: string, text: string): Match | null {
  const plain = fold(text)
  const words = fold(query)
    .split(' ')
    .filter((word) => word !== '')
  if (words.length === 0) return { score: 0, ranges: [] }
  const ranges: [number, number][] = []
  let score = 0
  for (const word of words) {
    const at = placeOf(word, plain)
    if (at < 0) return words.length === 1 ? byInitials(word, plain) : null
    score += isStart(plain, at) ? (at === 0 ? 4 : 3) : 1
    ranges.push([at, at + word.length])
  }
  return { score: score / words.length, ranges: merged(ranges) }
}

function placeOf(word: string, plain: string): number {
  for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1))
    if (isStart(plain, at)) return at
  return plain.indexOf(word)
}

function byInitials(query: string, plain: string): Match | null {
  if (query.length < 2) return null
  const ranges: [number, number][] = []
  let next = 0
  for (let at = 0; at < plain.length && next < query.length; at++) {
    if (!isStart(plain, at) || plain[at] !== query[next]) continue
    ranges.push([at, at + 1])
    next++
  }
  return next === query.length ? { score: 0.5, ranges } : null
}

const isStart = (plain: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}]/u.test(plain[at - 1] ?? '')

/** One unit stays one unit, so that places in the folded text are places in the text. */
function fold(text: string): string {
  return [...Array(text.length).keys()]
    .map((at) => {
      const unit = text.charAt(at)
      const [base = unit] = unit.normalize('NFD')
      return base.length === 1 && base.toLowerCase().length === 1 ? base.toLowerCase() : unit
    })
    .join('')
}

function merged(ranges: [number, number][]): [number, number][] {
  const sorted = ranges.sort(([a], [b]) => a - b)
  const out: [number, number][] = []
  for (const [from, to] of sorted) {
    const last = out.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}
