// A language nobody speaks: thirty thousand words whose frequencies fall as those of a real one do, and the same at every run.

export type Random = () => number

/** Uniform in [0, 1), the same sequence for the same seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const pick = <T>(random: Random, from: readonly T[]): T => {
  const one = from[Math.floor(random() * from.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

const SYLLABLES =
  'ba be bo da di do fa fe ga go ha ka ke ki la le li lo ma me mi mo na ne no pa pe ra re ri sa se si ta te to'.split(
    ' ',
  )
const VOCABULARY = 30_000

/** The word of a rank; 0 is the most frequent. */
export function wordOf(rank: number): string {
  const base = SYLLABLES.length
  let word = ''
  for (let rest = rank + base; rest > 0; rest = Math.floor(rest / base)) word += SYLLABLES[rest % base]
  return word
}

const vocabulary = Array.from({ length: VOCABULARY }, (_, rank) => wordOf(rank))

/** A text of some words, the rank of each drawn so that its logarithm is uniform: Zipf's law. */
export function textOf(random: Random, words: number): string {
  let text = ''
  for (let n = 0; n < words; n++) {
    const rank = Math.min(VOCABULARY - 1, Math.floor(VOCABULARY ** random()) - 1)
    text += `${vocabulary[rank]}${n % 12 === 11 ? '. ' : ' '}`
  }
  return text.trimEnd()
}
