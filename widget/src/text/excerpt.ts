/** More than fits where it is shown. */
const MOST = 600
/** Links and pictures by their words: in one line nothing leads anywhere. */
const LINKS = /!?\[([^[\]]*)\]\([^()\s]*\)/g
const BEGINNINGS = /^[ \t]*(?:#{1,6}|>|[-+*]|```\w*)(?:[ \t]+|$)/gm
/** Pairs around words; one inside a word, or alone, is a sign of its own, as in 2 * 3. */
const AROUND = /(^|[^\p{L}\p{N}])(\*\*|__|\*|_|`)(?=\S)([^\n]*?\S)\2(?![\p{L}\p{N}])/gmu

/** The first words of Markdown, plain and in one line, for where nothing can be drawn. */
export function excerptOf(text: string): string {
  const bare = text.slice(0, MOST).replace(LINKS, '$1').replace(BEGINNINGS, '')
  return bare.replace(AROUND, '$1$3').replace(AROUND, '$1$3').replace(/\s+/g, ' ').trim()
}
