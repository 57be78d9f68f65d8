// Which words are English, whatever they are about: a list of a quarter million, kept as hashes in one megabyte.
import { readFileSync } from 'node:fs'
import wordListPath from 'word-list'

let hashes: Uint32Array | undefined

/** Of a word in lower case. Read at the first question; one foreign word in ten thousand is taken for English. */
export function isEnglishWord(word: string): boolean {
  hashes ??= readHashes()
  const wanted = hashOf(word)
  let low = 0
  let high = hashes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((hashes[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return hashes[low] === wanted
}

function readHashes(): Uint32Array {
  const text = readFileSync(wordListPath, 'utf8')
  const found: number[] = []
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at)
    const stop = end < 0 ? text.length : end
    found.push(hashOf(text.slice(at, stop)))
    at = stop + 1
  }
  return Uint32Array.from(found).sort()
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
