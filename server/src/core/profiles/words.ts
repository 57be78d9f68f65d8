// The words by which lists find companies and contacts: made here for the index and for the question, so that they meet.

/** Keeps the work of one change small; who has more is found by the first ones. */
const MOST_WORDS = 200
const MOST_STARTS = 8
const LONGEST_WORD = 64
/** More than anybody types; each costs a look at the index. */
const MOST_ASKED = 8

export type Wordy = { texts: readonly (string | null)[]; tags: readonly string[]; company: string | null }

/**
 * Every place in these texts where somebody may begin to type: `jo.dee@mail.example` is found by its beginning and by
 * those of `dee@mail.example` and `mail.example`, `Zoë O'Brien` by `zoe`, `o'brien` and `brien`. Tags and the company stand
 * among them under marks that no such word begins with.
 */
export function wordsOf({ texts, tags, company }: Wordy): string[] {
  const words = new Set<string>(tags.map(tagWord))
  if (company !== null) words.add(companyWord(company))
  for (const text of texts)
    for (const chunk of chunksOf(text ?? ''))
      for (const start of startsIn(chunk)) {
        if (words.size >= MOST_WORDS) return [...words]
        words.add(cut(chunk.slice(start)))
      }
  return [...words]
}

/** What is asked for: each word is the beginning of one that must be there. */
export function wordsAsked(question: string): string[] {
  const words = chunksOf(question).map((chunk) => cut(chunk.slice(startsIn(chunk)[0] ?? chunk.length)))
  return [...new Set(words.filter((word) => word !== ''))].slice(0, MOST_ASKED)
}

export const tagWord = (tag: string) => `#${tag}`
export const companyWord = (id: string) => `@${id}`

/** Without regard to case, accents and width, as names are sorted. */
function chunksOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cc}\p{Cn}]/gu, '')
    .toLowerCase()
    .split(/\s+/)
    .filter((chunk) => chunk !== '')
}

/** Where a run of letters or digits begins; the last label of a domain alone finds too many to be worth a row. */
function startsIn(chunk: string): number[] {
  const starts = [...chunk.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => match.index)
  const topLevel = chunk.includes('@') && starts.length > 2 ? starts.slice(0, -1) : starts
  return topLevel.slice(0, MOST_STARTS)
}

const cut = (word: string) => word.slice(0, LONGEST_WORD).toWellFormed()
