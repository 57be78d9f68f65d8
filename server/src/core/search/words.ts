// The words of a text as search knows them: folded, so that case, accents and width make no difference.

/** Letters that no decomposition takes apart, as people type them without their marks. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}
const MARKED = /[ßøæœłđðþı]/g
/** Written without spaces: each character is a word of its own, and a query of several a phrase. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
const ASCII = /^[\0-\x7f]*$/

/** Longer ones are cut: nobody types them, and engines refuse them. */
const LONGEST_WORD = 64

/** In order of the text; a word has only letters and digits. */
export function wordsOf(text: string): string[] {
  if (ASCII.test(text)) return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(cut)
  return (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).flatMap(pieces)
}

function pieces(word: string): string[] {
  return ASCII.test(word) ? [cut(word)] : (word.match(UNSPACED) ?? []).map(cut)
}

const cut = (word: string) => (word.length > LONGEST_WORD ? word.slice(0, LONGEST_WORD).toWellFormed() : word)

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(MARKED, (letter) => PLAIN[letter] ?? letter)
}
