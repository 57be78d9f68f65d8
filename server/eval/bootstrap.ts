import { randomFrom } from '../src/core/knowledge/random.ts'

const RESAMPLES = 2_000

/** The 95 % interval of a figure over resampled rows; of several sets, each resampled by itself. */
export function interval<Row>(
  sets: readonly (readonly Row[])[],
  figure: (sets: readonly Row[][]) => number,
  resamples = RESAMPLES,
): [number, number] {
  const random = randomFrom(11)
  const figures = Array.from({ length: resamples }, () =>
    figure(sets.map((rows) => rows.map(() => rows[Math.floor(random() * rows.length)] as Row))),
  ).sort((a, b) => a - b)
  const at = (share: number) => figures[Math.floor(share * (resamples - 1))] ?? 0
  return [at(0.025), at(0.975)]
}
