import type { Definition, Nodes, PhrasingContent, Root, RootContent } from 'mdast'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import { namesHost, safeLink, safeText } from '../../../../ui/safe-text.ts'
import './Markdown.css'

/** Deeper than anybody writes; what is further in is shown as text. */
const DEEPEST = 24

/** Finds in a piece of text what is to stand out, such as the names of those who are mentioned. */
export type Marked = (text: string) => ReactNode

type Page = { definitions: ReadonlyMap<string, Definition>; marked: Marked; source: string }

/**
 * The one way from Markdown to the screen. Every kind of node that may be shown is named here and becomes an element of
 * ours; HTML is text, pictures are links, and links lead to the web or to mail. Anything else is shown as it was written.
 */
export function Markdown({
  root,
  source,
  marked,
}: {
  root: Root
  source: string
  marked: Marked
}): ReactElement {
  const definitions = new Map<string, Definition>()
  for (const node of root.children) if (node.type === 'definition') definitions.set(node.identifier, node)
  return <div className="markdown">{inside(root.children, { definitions, marked, source }, 0)}</div>
}

function inside(nodes: readonly Nodes[], page: Page, depth: number): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no identity and never move
  return nodes.map((node, place) => <Fragment key={place}>{shown(node, page, depth + 1)}</Fragment>)
}

function shown(node: RootContent | Nodes, page: Page, depth: number): ReactNode {
  if (depth > DEEPEST) return written(node, page)
  switch (node.type) {
    case 'text':
      return page.marked(node.value)
    case 'paragraph':
      return <p dir="auto">{inside(node.children, page, depth)}</p>
    case 'heading':
      return (
        <p className="markdown-heading" dir="auto">
          {inside(node.children, page, depth)}
        </p>
      )
    case 'strong':
      return <strong>{inside(node.children, page, depth)}</strong>
    case 'emphasis':
      return <em>{inside(node.children, page, depth)}</em>
    case 'delete':
      return <del>{inside(node.children, page, depth)}</del>
    case 'inlineCode':
      return <code>{node.value}</code>
    case 'break':
      return <br />
    case 'code':
      return (
        <pre dir="ltr">
          <code>{node.value}</code>
        </pre>
      )
    case 'blockquote':
      return <blockquote>{inside(node.children, page, depth)}</blockquote>
    case 'list': {
      const items = inside(node.children, page, depth)
      return node.ordered ? <ol start={node.start ?? 1}>{items}</ol> : <ul>{items}</ul>
    }
    case 'listItem':
      return (
        <li className={typeof node.checked === 'boolean' ? 'markdown-task' : undefined}>
          {typeof node.checked === 'boolean' && (
            <span className="markdown-tick">{node.checked ? '☑' : '☐'}</span>
          )}
          {inside(node.children, page, depth)}
        </li>
      )
    case 'thematicBreak':
      return <hr />
    case 'table':
      return (
        <table>
          <tbody>{inside(node.children, page, depth)}</tbody>
        </table>
      )
    case 'tableRow':
      return <tr>{inside(node.children, page, depth)}</tr>
    case 'tableCell':
      return <td dir="auto">{inside(node.children, page, depth)}</td>
    case 'link':
      return <Link url={node.url} words={wordsOf(node.children)} written={written(node, page)} />
    case 'image':
      return <Link url={node.url} words={node.alt ?? ''} written={written(node, page)} />
    case 'linkReference':
    case 'imageReference': {
      const url = page.definitions.get(node.identifier)?.url ?? ''
      const words = node.type === 'imageReference' ? (node.alt ?? '') : wordsOf(node.children)
      return <Link url={url} words={words} written={written(node, page)} />
    }
    case 'definition':
      return null
    default:
      // HTML among them.
      return written(node, page)
  }
}

/** Its words and, unless they say so, where it leads; what leads nowhere we go is shown as it was written. */
function Link({ url, words, written }: { url: string; words: string; written: string }): ReactElement {
  const link = safeLink(url)
  if (!link) return <>{written}</>
  const shown = safeText(words).trim() || link.href
  return (
    <>
      <a
        href={link.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        referrerPolicy="no-referrer"
        title={link.href}
      >
        <bdi>{shown}</bdi>
      </a>
      {!namesHost(shown, link) && (
        <span className="markdown-host">
          {' '}
          (<bdi>{link.host}</bdi>)
        </span>
      )}
    </>
  )
}

function wordsOf(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) => ('value' in node ? node.value : 'children' in node ? wordsOf(node.children) : ''))
    .join('')
}

function written({ position }: Nodes, { source }: Page): string {
  return position ? source.slice(position.start.offset, position.end.offset) : ''
}
