// Reads evaluation sets from a folder of one's own: none of them ships, and no word of them is in the code.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '../src/core/knowledge/matching/train.ts'

export type Labelled = { text: string; label: string | null }

/** One JSON object a line; undefined when there is no such file. */
export function readLines<T>(folder: string, path: string): T[] | undefined {
  const file = join(folder, path)
  if (!existsSync(file)) return undefined
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T)
}

/** What is out of scope has the label OOS, or none. */
export function goldOf({ label }: Labelled): string | null {
  return label === null || /^oos$/i.test(label) ? null : label
}

/** One entry a label; its answer says nothing, as in a base whose answers are all alike. */
export function entriesOf(
  questions: readonly Labelled[],
  answers: ReadonlyMap<string, string> = new Map(),
): Entry[] {
  const byLabel = Map.groupBy(questions, ({ label }) => label ?? '')
  return [...byLabel].map(([id, asked]) => ({
    id,
    questions: asked.map(({ text }) => text),
    answer: answers.get(id) ?? '',
  }))
}
