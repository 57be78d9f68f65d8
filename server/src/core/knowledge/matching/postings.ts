// Sparse rows turned on their side: for the few features of a question, all rows they touch.
import type { Vector } from './vector.ts'

/** Plain data, so that it crosses threads and is written down as it is. */
export type PostingsData = { rows: number; starts: Int32Array; at: Int32Array; values: Float32Array }

export function postingsOf(rows: readonly Vector[], features: number): PostingsData {
  const starts = new Int32Array(features + 1)
  for (const { ids } of rows) for (const id of ids) starts[id + 1] = (starts[id + 1] ?? 0) + 1
  for (let id = 0; id < features; id++) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0)
  const total = starts[features] ?? 0
  const at = new Int32Array(total)
  const values = new Float32Array(total)
  const next = starts.slice(0, features)
  for (const [row, vector] of rows.entries())
    for (let index = 0; index < vector.ids.length; index++) {
      const id = vector.ids[index] ?? 0
      const place = next[id] ?? 0
      next[id] = place + 1
      at[place] = row
      values[place] = vector.values[index] ?? 0
    }
  return { rows: rows.length, starts, at, values }
}

/** The dot product of `vector` with every row. */
export function dotProducts({ rows, starts, at, values }: PostingsData, vector: Vector): Float32Array {
  const sums = new Float32Array(rows)
  for (let index = 0; index < vector.ids.length; index++) {
    const id = vector.ids[index] ?? 0
    const weight = vector.values[index] ?? 0
    const end = starts[id + 1] ?? 0
    for (let place = starts[id] ?? 0; place < end; place++) {
      const row = at[place] ?? 0
      sums[row] = (sums[row] ?? 0) + weight * (values[place] ?? 0)
    }
  }
  return sums
}
