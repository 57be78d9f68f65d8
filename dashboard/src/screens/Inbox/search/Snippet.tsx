import { memo, type ReactElement } from 'react'
import { aroundHit, markedParts } from './marks.ts'

/** The part of a message that fits, with what was searched for marked. */
export const Snippet = memo(function Snippet({ text, q }: { text: string; q: string }): ReactElement {
  return (
    <span className="ellipsis row-snippet" dir="auto" title={text}>
      {aroundHit(markedParts(text, q)).map(({ text: part, hit }, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other identity
        hit ? <mark key={index}>{part}</mark> : part,
      )}
    </span>
  )
})
