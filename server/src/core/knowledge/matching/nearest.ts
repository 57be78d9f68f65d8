import { dotProducts, type PostingsData } from './postings.ts'
import type { Vector } from './vector.ts'

/** The `count` rows most like `vector` among those that `may` be chosen, best first. What shares nothing is left out. */
export function mostAlike(
  rows: PostingsData,
  vector: Vector,
  count: number,
  may: (row: number) => boolean,
): number[] {
  const scores = dotProducts(rows, vector)
  return highest(scores, count, (row) => scores[row] !== 0 && may(row))
}

/** Where the highest are, highest first, at most `count` of those that `may` be chosen; of two alike the first one. */
export function highest(
  scores: Float32Array | Float64Array,
  count: number,
  may: (place: number) => boolean = () => true,
): number[] {
  const best: number[] = []
  const scoreOf = (rank: number) => scores[best[rank] ?? 0] ?? 0
  for (let place = 0; place < scores.length; place++) {
    const score = scores[place] ?? 0
    if ((best.length === count && score <= scoreOf(count - 1)) || !may(place)) continue
    let rank = Math.min(best.length, count - 1)
    for (; rank > 0 && scoreOf(rank - 1) < score; rank--) best[rank] = best[rank - 1] ?? 0
    best[rank] = place
  }
  return best
}
