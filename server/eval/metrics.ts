// What answers are worth, without a model to judge them. `gold` null: the right thing is not to answer.
export type Row = { gold: string | null; got: string; score: number }

/** In-scope accuracy as a function of out-of-scope recall, over every threshold. */
function curve(rows: readonly Row[]): { oos: number; accuracy: number; threshold: number }[] {
  const inScope = rows.filter(({ gold }) => gold !== null)
  const outside = rows.filter(({ gold }) => gold === null)
  const thresholds = [...new Set(rows.map(({ score }) => score))].sort((a, b) => a - b)
  return [Number.NEGATIVE_INFINITY, ...thresholds, Number.POSITIVE_INFINITY].map((threshold) => ({
    threshold,
    oos: share(outside, ({ score }) => score < threshold),
    accuracy: share(inScope, ({ gold, got, score }) => score >= threshold && gold === got),
  }))
}

export function share<T>(all: readonly T[], is: (one: T) => boolean): number {
  return all.length === 0 ? 0 : (100 * all.filter(is).length) / all.length
}

/** The area under that curve, in points. */
export function area(rows: readonly Row[]): number {
  const points = curve(rows)
  let sum = 0
  for (const [index, { oos, accuracy }] of points.entries()) {
    const before = points[index - 1]
    if (before) sum += ((oos - before.oos) * (accuracy + before.accuracy)) / 2
  }
  return sum / 100
}

/** In-scope accuracy at the lowest threshold that keeps so many out-of-scope questions (in per cent) unanswered. */
export function accuracyAt(rows: readonly Row[], oosRecall: number): number {
  return curve(rows).find(({ oos }) => oos >= oosRecall)?.accuracy ?? 0
}

/** The probability that what is in scope scores above what is not. */
export function separation(rows: readonly Row[]): number {
  const outside = rows.filter(({ gold }) => gold === null).map(({ score }) => score)
  const inScope = rows.filter(({ gold }) => gold !== null).map(({ score }) => score)
  let wins = 0
  for (const one of inScope) for (const other of outside) wins += one > other ? 1 : one === other ? 0.5 : 0
  return (100 * wins) / (inScope.length * outside.length)
}

export type AtThreshold = { accuracy: number; inScope: number; oos: number; mcc: number }

/** What comes of answering at this threshold and above. */
export function at(rows: readonly Row[], threshold: number): AtThreshold {
  const said = (row: Row) => (row.score >= threshold ? row.got : null)
  return {
    accuracy: share(rows, (row) => said(row) === row.gold),
    inScope: share(
      rows.filter(({ gold }) => gold !== null),
      (row) => said(row) === row.gold,
    ),
    oos: share(
      rows.filter(({ gold }) => gold === null),
      (row) => said(row) === null,
    ),
    mcc: correlation(rows.map((row) => [row.gold, said(row)])),
  }
}

/** Matthews correlation of many classes, not answering being one of them. */
function correlation(pairs: readonly (readonly [string | null, string | null])[]): number {
  const truth = new Map<string | null, number>()
  const guess = new Map<string | null, number>()
  let right = 0
  for (const [gold, got] of pairs) {
    truth.set(gold, (truth.get(gold) ?? 0) + 1)
    guess.set(got, (guess.get(got) ?? 0) + 1)
    if (gold === got) right++
  }
  const n = pairs.length
  let both = 0
  let truths = 0
  let guesses = 0
  for (const [label, count] of truth) {
    both += count * (guess.get(label) ?? 0)
    truths += count * count
  }
  for (const count of guess.values()) guesses += count * count
  const below = Math.sqrt((n * n - guesses) * (n * n - truths))
  return below === 0 ? 0 : (right * n - both) / below
}
