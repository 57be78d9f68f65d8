import { type ReactElement, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { useCommand } from '../../../commands/use-command.ts'
import { IconButton } from '../../../ui/Button.tsx'
import type { Others } from '../presence/others.ts'
import type { Actions, Person } from '../thread/use-actions.ts'
import { Facts } from './Facts.tsx'
import './ContextPane.css'

type ContextPaneProps = {
  conversation: ConversationBody | null
  actions: Actions | null
  me: Person
  others: Others | undefined
  /** Of the drawer: the column needs no opening. */
  open: boolean
  onOpen(open: boolean): void
  go(conversation: string): void
}

/** A column where there is room for one, a drawer over the thread where there is not, a sheet from below on a phone. */
export function ContextPane(props: ContextPaneProps): ReactElement {
  const { conversation, open, onOpen, ...rest } = props
  const { t } = useTranslation('context')
  const drawer = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) drawer.current?.showModal()
    else drawer.current?.close()
  }, [open])
  useCommand({
    id: 'conversation.details',
    label: t('title'),
    group: 'actions',
    keys: [']'],
    run: () => onOpen(!open && !matchMedia('(min-width: 1280px)').matches),
  })

  const facts = conversation && (
    <Facts key={conversation.id} conversation={conversation} {...rest} onLeave={() => onOpen(false)} />
  )
  return (
    <>
      <aside className="context" aria-label={t('title')}>
        {facts}
      </aside>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself */}
      <dialog
        className="drawer"
        ref={drawer}
        aria-label={t('title')}
        onClose={() => onOpen(false)}
        onClick={(event) => {
          if (event.target === event.currentTarget) onOpen(false)
        }}
      >
        {open && (
          <div className="drawer-inside">
            <IconButton className="drawer-close" icon="x" label={t('close')} onClick={() => onOpen(false)} />
            {facts}
          </div>
        )}
      </dialog>
    </>
  )
}
