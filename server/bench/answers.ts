// `npm run bench -- --answers`: how long a large base takes to train, how much memory, and how fast it answers then.
import { matcher } from '../src/core/knowledge/matching/match.ts'
import type { Entry } from '../src/core/knowledge/matching/train.ts'
import { randomFrom } from '../src/core/knowledge/random.ts'
import { modelFrom } from '../src/core/knowledge/training/model-bytes.ts'
import { trainInThread } from '../src/training/train-in-thread.ts'
import type { Figure } from './figure.ts'
import { percentile } from './statistics.ts'

const ENTRIES = 2_000
const QUESTIONS = 5
const ASKED = 3_000
const WARM_UP = 200
const MB = 2 ** 20

export async function answers(): Promise<Figure[]> {
  const base = madeUpBase()
  const before = process.memoryUsage.rss()
  let most = before
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 20)
  const began = performance.now()
  const { model, bytes } = await trainInThread(base, 'en')
  const trained = (performance.now() - began) / 1_000
  clearInterval(watching)
  const loading = performance.now()
  const { match } = matcher(modelFrom(bytes) ?? model)
  const loaded = (performance.now() - loading) / 1_000
  const random = randomFrom(3)
  const latencies: number[] = []
  let found = 0
  for (let n = 0; n < ASKED + WARM_UP; n++) {
    const entry = base[Math.floor(random() * base.length)]
    const text = reworded(entry?.questions[Math.floor(random() * QUESTIONS)] ?? '', random)
    const from = performance.now()
    const [best] = match(text).candidates
    if (n < WARM_UP) continue
    latencies.push(performance.now() - from)
    if (best?.id === entry?.id) found++
  }
  process.stdout.write(
    `  ${ENTRIES} answers with ${QUESTIONS} questions each; ${(bytes.length / MB).toFixed(0)} MB written down; ` +
      `the right one first for ${((100 * found) / ASKED).toFixed(0)} % of reworded questions\n`,
  )
  const seconds = { unit: 's', worse: 'above' } as const
  return [
    { name: 'training 2,000 answers × 5 questions', value: trained, target: 20, ...seconds },
    { name: 'memory that takes', value: (most - before) / MB, target: 200, unit: 'MB', worse: 'above' },
    { name: 'a trained model read again', value: loaded, target: 2, ...seconds },
    { name: 'one answer, median', value: percentile(latencies, 0.5), target: 2, unit: 'ms', worse: 'above' },
    { name: 'one answer, p99', value: percentile(latencies, 0.99), target: 5, unit: 'ms', worse: 'above' },
  ]
}

const SYLLABLES =
  'ba be bi bo da de di do fa fe ga go ka ke ki la le li lo ma me mi na ne no pa pe ra re ri sa se so ta te ti to'.split(
    ' ',
  )
const VERBS =
  'change cancel find order return pay track update delete share print move open close reset'.split(' ')
const FRAMES = [
  'how do I {verb} my {a} {b}',
  'where can I {verb} the {a} {b}',
  '{verb} {a} {b}',
  'I want to {verb} a {b} for my {a}',
  'is it possible to {verb} {b} {a} online',
]

/** Words of no language with the spread of one: some in many questions, most in few. */
function madeUpBase(): Entry[] {
  const random = randomFrom(1)
  const word = () =>
    Array.from(
      { length: 2 + Math.floor(random() * 2) },
      () => SYLLABLES[Math.floor(random() * SYLLABLES.length)],
    ).join('')
  const words = Array.from({ length: 3_000 }, word)
  const pick = () => words[Math.floor(random() ** 2 * words.length)] ?? ''
  return Array.from({ length: ENTRIES }, (_, n) => {
    const [a, b] = [pick(), pick()]
    const verb = VERBS[Math.floor(random() * VERBS.length)] ?? ''
    const questions = FRAMES.slice(0, QUESTIONS).map((frame) =>
      frame.replace('{verb}', verb).replace('{a}', a).replace('{b}', b),
    )
    return {
      id: String(n).padStart(5, '0'),
      questions,
      answer: `To ${verb} it, ${a} comes before ${b} and ${pick()}.`,
    }
  })
}

/** A word less, and sometimes a letter. */
function reworded(question: string, random: () => number): string {
  const words = question.split(' ')
  words.splice(Math.floor(random() * words.length), 1)
  if (random() < 0.3) {
    const at = Math.floor(random() * words.length)
    words[at] = (words[at] ?? '').replace(/.$/, '')
  }
  return words.join(' ')
}
