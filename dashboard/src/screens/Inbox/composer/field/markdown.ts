// The editor's document as Markdown and back. Its HTML is never used. A line break is a line break, as everybody who writes
// to us means it; headings, rules, pictures and HTML are text, for the editor has none.
import type { Node, Schema } from '@tiptap/pm/model'
import {
  defaultMarkdownParser,
  defaultMarkdownSerializer,
  MarkdownParser,
  MarkdownSerializer,
} from 'prosemirror-markdown'

const { tokenizer } = defaultMarkdownParser
tokenizer.disable(['heading', 'lheading', 'hr', 'image', 'reference', 'html_block', 'html_inline'], true)

const parsers = new WeakMap<Schema, MarkdownParser>()

export function docOf(schema: Schema, markdown: string): Node {
  const parser = parsers.get(schema) ?? parserFor(schema)
  parsers.set(schema, parser)
  return parser.parse(markdown)
}

function parserFor(schema: Schema): MarkdownParser {
  return new MarkdownParser(schema, tokenizer, {
    paragraph: { block: 'paragraph' },
    blockquote: { block: 'blockquote' },
    list_item: { block: 'listItem' },
    bullet_list: { block: 'bulletList' },
    ordered_list: {
      block: 'orderedList',
      getAttrs: (token) => ({ start: Number(token.attrGet('start') ?? 1) }),
    },
    code_block: { block: 'codeBlock', noCloseToken: true },
    fence: {
      block: 'codeBlock',
      getAttrs: (token) => ({ language: token.info || null }),
      noCloseToken: true,
    },
    hardbreak: { node: 'hardBreak' },
    softbreak: { node: 'hardBreak' },
    em: { mark: 'italic' },
    strong: { mark: 'bold' },
    link: { mark: 'link', getAttrs: (token) => ({ href: token.attrGet('href') }) },
    code_inline: { mark: 'code', noCloseToken: true },
  })
}

export function markdownOf(doc: Node): string {
  return serializer.serialize(doc, { tightLists: true })
}

const { blockquote, code_block, list_item, paragraph } = defaultMarkdownSerializer.nodes
const { code } = defaultMarkdownSerializer.marks

/** Where a line begins for Markdown, whose signs mean something only there. */
const atLineStart = (parent: Node, index: number): boolean =>
  index === 0 || parent.child(index - 1).type.name === 'hardBreak'

const serializer = new MarkdownSerializer(
  {
    doc: (state, node) => state.renderContent(node),
    blockquote: (state, node, parent, index) => blockquote?.(state, node, parent, index),
    codeBlock(state, node, parent, index) {
      const attrs = { params: node.attrs.language ?? '' }
      code_block?.(state, Object.create(node, { attrs: { value: attrs } }), parent, index)
    },
    bulletList: (state, node) => state.renderList(node, '  ', () => '- '),
    orderedList(state, node) {
      const first = Number(node.attrs.start ?? 1)
      const width = String(first + node.childCount - 1).length + 2
      state.renderList(node, ' '.repeat(width), (place) => `${first + place}. `.padEnd(width))
    },
    listItem: (state, node, parent, index) => list_item?.(state, node, parent, index),
    paragraph: (state, node, parent, index) => paragraph?.(state, node, parent, index),
    hardBreak(state, node, parent, index) {
      for (let after = index + 1; after < parent.childCount; after++)
        if (parent.child(after).type !== node.type) return state.write('\n')
    },
    text: (state, node, parent, index) =>
      state.text(escapeText(node.text ?? '', atLineStart(parent, index)), false),
  },
  {
    italic: { open: '*', close: '*', mixable: true, expelEnclosingWhitespace: true },
    bold: { open: '**', close: '**', mixable: true, expelEnclosingWhitespace: true },
    link: {
      open: (_, mark, parent, index) => (isBare(mark.attrs.href, parent, index) ? '' : '['),
      close: (_, mark, parent, index) =>
        isBare(mark.attrs.href, parent, index - 1) ? '' : `](${addressOf(String(mark.attrs.href))})`,
      mixable: true,
    },
    ...(code && { code }),
  },
  { hardBreakNodeName: 'hardBreak' },
)

/** An address that says itself needs no brackets: whoever shows it makes a link of it. */
function isBare(href: unknown, parent: Node, index: number): boolean {
  const node = parent.maybeChild(index)
  return node?.isText === true && node.text === href
}

function addressOf(href: string): string {
  return /[\s()<>]/.test(href) ? `<${href.replace(/[<>\n]/g, encodeURIComponent)}>` : href
}

const ADDRESS = /((?:https?:\/\/|www\.)[^\s<>]+)/

/** As little as it takes for the text to mean itself: whoever reads it raw should not stumble over backslashes. */
function escapeText(text: string, startsLine: boolean): string {
  const parts = text.split(ADDRESS)
  // Odd ones are addresses: a backslash would become a part of them.
  const escaped = parts.map((part, place) => (place % 2 === 1 ? part : escapeSigns(part))).join('')
  return startsLine ? escapeStart(escaped) : escaped
}

function escapeSigns(text: string): string {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
    .replace(/`/g, '\\`')
    .replace(/[*~]+/g, (run, at: number, all: string) =>
      // Signs of one kind with nothing beside them; two kinds may stand around each other.
      /^(.)\1*$/.test(run) && /\s/.test(all[at - 1] ?? ' ') && /\s/.test(all[at + run.length] ?? ' ')
        ? run
        : run.replace(/./g, '\\$&'),
    )
    .replace(/_+/g, (run, at: number, all: string) =>
      /[\p{L}\p{N}]/u.test(all[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(all[at + run.length] ?? '')
        ? run
        : run.replace(/_/g, '\\_'),
    )
    .replace(/\[(?=[^\]]*(\]|$))/g, '\\[')
    .replace(/\](?=[([:])/g, '\\]')
    .replace(/<(?=[a-z/!?]|[^\s<>]*@)/gi, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&')
}

function escapeStart(text: string): string {
  return text
    .replace(/^\s+/, '')
    .replace(/^(#{1,6})(?=\s|$)/, '\\$1')
    .replace(/^(?=>)/, '\\')
    .replace(/^([-+*])(?=\s|$)/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(?=(?:-\s*){3,}$|=+\s*$|\|)/, '\\')
}
