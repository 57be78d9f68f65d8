// One linear classifier per answer: a support vector machine with squared hinge loss, by dual coordinate descent.
import type { Vector } from './vector.ts'

/** Weights of one answer over the features its examples have, in no order; the bias is a feature of its own. */
export type Weights = { ids: Int32Array; values: Float32Array; bias: number }

export type LinearOptions = { passes: number; cost: number; positiveCost: number; random: () => number }

/** A pass in which no example moved by more was the last. */
const CALM = 1e-2
/** What weighs less is nothing. */
const LEAST = 3e-3

/** `scratch` is as long as there are features, all zero, and is so again afterwards. */
export function trainOne(
  positives: readonly Vector[],
  negatives: readonly Vector[],
  scratch: Int32Array,
  { passes, cost, positiveCost, random }: LinearOptions,
): Weights {
  const { starts, ids, values, features } = gather([...positives, ...negatives], scratch)
  const examples = starts.length - 1
  const isPositive = (index: number) => index < positives.length
  const weights = new Float64Array(features.length)
  const alphas = new Float64Array(examples)
  const order = Int32Array.from(alphas, (_, index) => index)
  const lengths = Float64Array.from(alphas, (_, index) => {
    let sum = 1
    for (let at = starts[index] ?? 0; at < (starts[index + 1] ?? 0); at++) sum += (values[at] ?? 0) ** 2
    return sum
  })
  let bias = 0
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random)
    let largest = 0
    for (const index of order) {
      const sign = isPositive(index) ? 1 : -1
      const slack = 0.5 / (isPositive(index) ? positiveCost : cost)
      const begin = starts[index] ?? 0
      const end = starts[index + 1] ?? 0
      let margin = bias
      for (let at = begin; at < end; at++) margin += (weights[ids[at] ?? 0] ?? 0) * (values[at] ?? 0)
      const alpha = alphas[index] ?? 0
      const gradient = sign * margin - 1 + slack * alpha
      const next = Math.max(0, alpha - gradient / ((lengths[index] ?? 1) + slack))
      const step = (next - alpha) * sign
      if (step === 0) continue
      largest = Math.max(largest, Math.abs(next - alpha))
      alphas[index] = next
      bias += step
      for (let at = begin; at < end; at++) {
        const id = ids[at] ?? 0
        weights[id] = (weights[id] ?? 0) + step * (values[at] ?? 0)
      }
    }
    if (largest < CALM) break
  }
  return { ...heavyOf(weights, features), bias }
}

/** `starts[n]` to `starts[n + 1]` is the example n; its `ids` are places in `features`, which has each feature once. */
type Gathered = { starts: Int32Array; ids: Int32Array; values: Float32Array; features: readonly number[] }

/**
 * The examples side by side, their few features numbered anew: what every pass reads lies together, where the weights of
 * all features there are would not fit a cache.
 */
function gather(examples: readonly Vector[], scratch: Int32Array): Gathered {
  const total = examples.reduce((sum, { ids }) => sum + ids.length, 0)
  const starts = new Int32Array(examples.length + 1)
  const ids = new Int32Array(total)
  const values = new Float32Array(total)
  const features: number[] = []
  let end = 0
  for (const [index, example] of examples.entries()) {
    values.set(example.values, end)
    for (let at = 0; at < example.ids.length; at++) {
      const feature = example.ids[at] ?? 0
      // One more than its place: zero is none yet.
      let place = scratch[feature] ?? 0
      if (place === 0) scratch[feature] = place = features.push(feature)
      ids[end++] = place - 1
    }
    starts[index + 1] = end
  }
  for (const feature of features) scratch[feature] = 0
  return { starts, ids, values, features }
}

function heavyOf(all: Float64Array, features: readonly number[]): Omit<Weights, 'bias'> {
  const ids: number[] = []
  const values: number[] = []
  for (const [place, weight] of all.entries()) {
    if (Math.abs(weight) <= LEAST) continue
    ids.push(features[place] ?? 0)
    values.push(weight)
  }
  return { ids: Int32Array.from(ids), values: Float32Array.from(values) }
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
}
