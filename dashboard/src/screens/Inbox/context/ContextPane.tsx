import { type ReactElement, useEffect, useRef } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Facts } from './Facts.tsx'
import './ContextPane.css'

type ContextPaneProps = { conversation: ConversationBody | null; me: string; open: boolean; onClose(): void }

/** A column where there is room for one, a drawer over the thread where there is not. */
export function ContextPane({ conversation, me, open, onClose }: ContextPaneProps): ReactElement {
  const drawer = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) drawer.current?.showModal()
    else drawer.current?.close()
  }, [open])

  const facts = conversation && <Facts conversation={conversation} me={me} />
  return (
    <>
      <aside className="context" aria-label="Contact and details">
        {facts}
      </aside>
      <dialog className="drawer" ref={drawer} aria-label="Contact and details" onClose={onClose}>
        {open && (
          <>
            <IconButton className="drawer-close" icon="x" label="Close details" onClick={onClose} />
            {facts}
          </>
        )}
      </dialog>
    </>
  )
}
