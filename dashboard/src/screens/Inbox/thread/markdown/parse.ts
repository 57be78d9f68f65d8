// Markdown as a tree. A file of its own, loaded beside the first messages: until it is there they are shown as text.
import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

// A parser's time grows with the square of some texts; at this length the worst known takes a quarter of a second.
const LONGEST = 10_000
/** Quotes within quotes: nobody's words, and a call of their own each. */
const TOO_DEEP = /(?:>[ \t]*){25}/

/** What is too much to parse comes back as the plain text it is. */
export function parseMarkdown(text: string): Root {
  if (text.length > LONGEST || TOO_DEEP.test(text)) return plain(text)
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

const plain = (value: string): Root => ({
  type: 'root',
  children: [{ type: 'paragraph', children: [{ type: 'text', value }] }],
})
