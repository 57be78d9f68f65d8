// Markdown to shapes that can be drawn. Of its tree only what is named here becomes anything: no HTML, no pictures, and
// links only to where text may lead.
import { fromMarkdown } from 'mdast-util-from-markdown'
import { hrefOf } from './parts.ts'

type Node = {
  type: string
  value?: string
  url?: string
  ordered?: boolean | null
  start?: number | null
  alt?: string | null
  children?: Node[]
}

export type Shape =
  /** `words` are text in which nothing is a link, because they are the words of one. */
  | { is: 'text' | 'words' | 'code' | 'pre'; text: string }
  | { is: 'break' }
  | { is: 'p' | 'em' | 'strong' | 'ul' | 'li' | 'blockquote'; inside: Shape[] }
  | { is: 'ol'; start: number; inside: Shape[] }
  /** `host` when the words do not say where it leads. */
  | { is: 'link'; href: string; host: string | null; inside: Shape[] }

/** Deeper than anybody writes: what lies below is shown as its text. */
const DEEPEST = 12

export function shapesOf(text: string): Shape[] {
  return childrenOf(fromMarkdown(text) as Node, 0) // a tree of nodes that have these fields, or fewer
}

function childrenOf({ children = [] }: Node, depth: number): Shape[] {
  return children.flatMap((child) => shapeOf(child, depth + 1))
}

function shapeOf(node: Node, depth: number): Shape[] {
  const { type, value = '' } = node
  if (depth > DEEPEST) return [{ is: 'text', text: textOf(node) }]
  const inside = () => childrenOf(node, depth)
  if (type === 'text' || type === 'html') return [{ is: 'text', text: value }]
  if (type === 'inlineCode') return [{ is: 'code', text: value }]
  if (type === 'code') return [{ is: 'pre', text: value }]
  if (type === 'break') return [{ is: 'break' }]
  if (type === 'emphasis') return [{ is: 'em', inside: inside() }]
  if (type === 'strong') return [{ is: 'strong', inside: inside() }]
  if (type === 'heading') return [{ is: 'p', inside: [{ is: 'strong', inside: inside() }] }]
  if (type === 'paragraph') return [{ is: 'p', inside: inside() }]
  if (type === 'blockquote') return [{ is: 'blockquote', inside: inside() }]
  if (type === 'listItem') return [{ is: 'li', inside: inside() }]
  if (type === 'list')
    return [
      node.ordered ? { is: 'ol', start: node.start ?? 1, inside: inside() } : { is: 'ul', inside: inside() },
    ]
  if (type === 'link') {
    const href = hrefOf((node.url ?? '').replace(/^mailto:/, ''))
    if (href === null) return inside()
    const host = new URL(href).hostname || href.slice('mailto:'.length)
    return [{ is: 'link', href, host: textOf(node).includes(host) ? null : host, inside: unlinked(inside()) }]
  }
  return [{ is: 'text', text: textOf(node) }]
}

function unlinked(shapes: Shape[]): Shape[] {
  return shapes.map((shape) => {
    if (shape.is === 'text') return { is: 'words', text: shape.text }
    return 'inside' in shape ? { ...shape, inside: unlinked(shape.inside) } : shape
  })
}

function textOf({ value, alt, children = [] }: Node): string {
  return value ?? alt ?? children.map(textOf).join('')
}
