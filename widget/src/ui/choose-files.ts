import { fill } from '../locales/words.ts'
import { fileSize } from '../text/size.ts'
import type { View } from './view.ts'

/** Puts files beside the text that is being written; what may not go along is said at once. */
export function addFiles({ chosen, site, fileProblem, words, locale }: View, files: Iterable<File>): void {
  const { most, maxBytes } = site.files
  const fitting: File[] = []
  const problems: string[] = []
  for (const file of files)
    if (file.size <= maxBytes) fitting.push(file)
    else problems.push(fill(words.tooBig, { name: file.name, size: fileSize(maxBytes, locale) }))
  const all = [...chosen.value, ...fitting]
  if (all.length > most) problems.push(fill(words.tooMany, { n: most }))
  chosen.value = all.slice(0, most)
  fileProblem.value = problems.join(' ')
}
