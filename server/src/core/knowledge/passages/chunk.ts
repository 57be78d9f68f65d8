// A document in pieces of a size one can read: never across a heading, and each knows the headings it stands under.
import { sentencesOf } from './sentences.ts'

export type Passage = {
  /** From the document's title down to the nearest heading. */
  headings: string[]
  text: string
  /** Where the text stands in the document, in UTF-16 units: it is `document.slice(from, to)` but for the space around it. */
  from: number
  to: number
}

const WORDS = 120
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$/
const UNDERLINED = /^ {0,3}(=+|-{2,})[ \t]*$/
const FENCE = /^ {0,3}(```|~~~)/

/** Markdown's headings count, `# …` and underlined ones, but not what looks like them in a block of code. */
export function passagesOf(
  document: string,
  { title, locale }: { title: string; locale: string },
): Passage[] {
  const passages: Passage[] = []
  const levels: string[] = []
  for (const section of sectionsOf(document)) {
    if (section.heading) {
      levels.length = Math.min(levels.length, section.heading.level - 1)
      levels[section.heading.level - 1] = section.heading.text
    }
    const headings = [title, ...levels].filter((heading) => heading !== undefined && heading !== '')
    for (const { from, to } of piecesOf(document, section.from, section.to, locale))
      passages.push({ headings, text: document.slice(from, to).trim(), from, to })
  }
  return passages
}

type Section = { heading: { level: number; text: string } | null; from: number; to: number }

function sectionsOf(document: string): Section[] {
  const sections: Section[] = [{ heading: null, from: 0, to: 0 }]
  let fence: string | undefined
  let at = 0
  let before = { text: '', from: 0 }
  const begin = (level: number, text: string, end: number, from: number) => {
    const last = sections.at(-1)
    if (last) last.to = from
    sections.push({ heading: { level, text }, from: end, to: end })
  }
  for (const line of document.split('\n')) {
    const end = Math.min(document.length, at + line.length + 1)
    const [, mark] = FENCE.exec(line) ?? []
    if (mark !== undefined) fence = fence === undefined ? mark : fence === mark ? undefined : fence
    else if (fence === undefined) {
      const [, hashes = '', text = ''] = HEADING.exec(line) ?? []
      const [, underline = ''] = UNDERLINED.exec(line) ?? []
      if (hashes !== '') begin(hashes.length, text, end, at)
      else if (underline !== '' && before.text.trim() !== '')
        begin(underline.startsWith('=') ? 1 : 2, before.text.trim(), end, before.from)
    }
    before = { text: line, from: at }
    at = end
  }
  const last = sections.at(-1)
  if (last) last.to = document.length
  return sections
}

/** Whole paragraphs while they fit; a longer one in whole sentences. */
function piecesOf(
  document: string,
  from: number,
  to: number,
  locale: string,
): { from: number; to: number }[] {
  const pieces: { from: number; to: number }[] = []
  let piece: { from: number; to: number; words: number } | undefined
  const close = () => {
    if (piece && document.slice(piece.from, piece.to).trim() !== '')
      pieces.push({ from: piece.from, to: piece.to })
    piece = undefined
  }
  const add = (start: number, end: number) => {
    const words = countWords(document.slice(start, end))
    if (words === 0) return
    if (piece && piece.words + words > WORDS) close()
    piece ??= { from: start, to: end, words: 0 }
    piece.to = end
    piece.words += words
  }
  for (const [start, end] of paragraphsOf(document, from, to)) {
    if (countWords(document.slice(start, end)) <= WORDS) {
      add(start, end)
      continue
    }
    let at = start
    for (const sentence of sentencesOf(document.slice(start, end), locale)) {
      add(at, at + sentence.length)
      at += sentence.length
    }
  }
  close()
  return pieces
}

function paragraphsOf(document: string, from: number, to: number): [number, number][] {
  const paragraphs: [number, number][] = []
  let at = from
  for (const gap of document.slice(from, to).matchAll(/\n[ \t]*\n+/g)) {
    const end = from + gap.index + gap[0].length
    paragraphs.push([at, end])
    at = end
  }
  if (at < to) paragraphs.push([at, to])
  return paragraphs
}

/** Of languages without spaces, two characters make a word. */
function countWords(text: string): number {
  const unspaced =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0
  return (text.match(/\S+/g)?.length ?? 0) + Math.ceil(unspaced / 2)
}
