import { memo, type ReactElement } from 'react'
import type { MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Marked } from './markdown/Markdown.tsx'
import { asIs, Written } from './markdown/Written.tsx'
import './Body.css'

/** What we write is Markdown; what a contact wrote is a stranger's text, and only ever a text node. */
export const Body = memo(function Body({
  message: { body, direction, kind },
  mentions,
}: {
  message: MessageBody
  /** Lets names of teammates in notes stand out. */
  mentions: Marked
}): ReactElement | null {
  const ours = direction === 'outbound' || kind === 'note'
  if (body === '') return null
  return (
    <div className="message-body" dir="auto">
      {ours ? (
        <Written text={body} marked={kind === 'note' ? mentions : asIs} />
      ) : (
        <p className="markdown-plain">{body}</p>
      )}
    </div>
  )
})
