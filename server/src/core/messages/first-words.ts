// A message in one line: what somebody reads before they open it.
import { firstCodePoints } from '../code-points.ts'

/** In code points. */
const LONGEST = 140

/** The beginning of a text in one line; `markdown`: without its signs. */
export function firstWords(text: string, { markdown }: { markdown: boolean }): string {
  const line = (markdown ? unmarked(text) : text).replace(/\s+/g, ' ').trim()
  const words = firstCodePoints(line, LONGEST)
  return words === line ? line : `${words.trimEnd()}…`
}

const FENCE = /^\s*(`{3,}|~{3,}).*$/gm
/** Quotes, headings and items of lists, one in the other. */
const BEGINNING = /^[ \t]*(?:(?:>|#{1,6}(?=\s)|[-*+](?=\s)|\d{1,9}[.)](?=\s))[ \t]*)+/gm
const RULE = /^[ \t]*(?:[-*_][ \t]*){3,}$/gm
const LINK = /!?\[([^\][]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/g
const AUTOLINK = /<((?:https?:\/\/|mailto:)[^<>\s]*)>/g
const CODE = /(`+)(?!`)(.+?)(?<!`)\1(?!`)/g
const STRONG = /(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1/g
const EMPHASIS = /\*(?=\S)([^*]+?)(?<=\S)\*|(?<![\p{L}\p{N}])_(?=\S)([^_]+?)(?<=\S)_(?![\p{L}\p{N}])/gu
const ESCAPE = /\\([!-/:-@[-`{-~])/g

/** Where signs that were meant as they stand wait until the others are gone: places of Unicode for nobody's text. */
const HIDE = 0xf0000

/** It need not be right about every corner of Markdown: whoever opens the conversation sees all of it. */
function unmarked(text: string): string {
  return text
    .replace(ESCAPE, (_, sign: string) => String.fromCodePoint(HIDE + sign.charCodeAt(0)))
    .replace(FENCE, '')
    .replace(RULE, '')
    .replace(BEGINNING, '')
    .replace(LINK, '$1')
    .replace(AUTOLINK, '$1')
    .replace(CODE, '$2')
    .replace(STRONG, '$2')
    .replace(EMPHASIS, '$1$2')
    .replace(/[\u{f0021}-\u{f007e}]/gu, (sign) => String.fromCharCode((sign.codePointAt(0) ?? 0) - HIDE))
}
