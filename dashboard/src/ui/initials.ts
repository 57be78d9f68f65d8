import type { Voice } from './voice.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** First letters of the first and last word; one for machines, '#' for a name that is a number. */
export function initials(name: string, voice: Voice): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = words[0]
  if (first === undefined) return '?'
  if (/^[+\d]/.test(first)) return '#'
  if (voice === 'bot' || voice === 'assistant' || words.length === 1) return firstLetter(first)
  // The non-joiner keeps two letters of a joined script from becoming one word.
  return `${firstLetter(first)}\u200c${firstLetter(words.at(-1) ?? '')}`
}

function firstLetter(word: string): string {
  // What a letter is takes a while to ask. Of most names the first two signs say it.
  if (/^[a-z](?:[!-~]|$)/i.test(word)) return word.charAt(0).toLocaleUpperCase()
  const [first] = graphemes.segment(word)
  return (first?.segment ?? '').toLocaleUpperCase()
}
