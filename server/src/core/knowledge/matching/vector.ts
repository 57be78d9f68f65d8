/** A sparse vector: `values[n]` belongs to feature `ids[n]`, ids ascending. */
export type Vector = { ids: Int32Array; values: Float32Array }

/** Sorts by id; of length one unless it is empty. */
export function unitVector(entries: [id: number, value: number][]): Vector {
  entries.sort((a, b) => a[0] - b[0])
  const length = Math.sqrt(entries.reduce((sum, [, value]) => sum + value * value, 0)) || 1
  return {
    ids: Int32Array.from(entries, ([id]) => id),
    values: Float32Array.from(entries, ([, value]) => value / length),
  }
}

export function sumOf(vectors: readonly Vector[]): Vector {
  const sums = new Map<number, number>()
  for (const { ids, values } of vectors)
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at] ?? 0
      sums.set(id, (sums.get(id) ?? 0) + (values[at] ?? 0))
    }
  const entries = [...sums].sort((a, b) => a[0] - b[0])
  return {
    ids: Int32Array.from(entries, ([id]) => id),
    values: Float32Array.from(entries, ([, value]) => value),
  }
}
