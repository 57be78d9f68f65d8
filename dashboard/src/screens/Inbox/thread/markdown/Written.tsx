import { type ReactElement, useMemo } from 'react'
import { Markdown, type Marked } from './Markdown.tsx'
import { useParser } from './use-parser.ts'

/** What we write is Markdown; until the parser is there it stands as it was written. */
export function Written({ text, marked }: { text: string; marked: Marked }): ReactElement {
  const parse = useParser()
  const root = useMemo(() => parse?.(text), [parse, text])
  return root ? (
    <Markdown root={root} source={text} marked={marked} />
  ) : (
    <p className="markdown-plain">{text}</p>
  )
}

export const asIs: Marked = (text) => text
