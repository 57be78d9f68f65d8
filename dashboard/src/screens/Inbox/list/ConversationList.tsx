import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { useNow } from '../../../ui/use-now.ts'
import type { Frame } from '../Nav.tsx'
import { PhoneStatus } from '../PhoneStatus.tsx'
import { views } from '../views.ts'
import { ListEnd } from './ListEnd.tsx'
import { ListState } from './ListState.tsx'
import { Row } from './Row.tsx'
import { rowAfterKey } from './row-focus.ts'
import type { Conversations } from './use-conversations.ts'
import './ConversationList.css'

type ConversationListProps = Frame & {
  list: Conversations
  isUnread(conversation: ConversationBody): boolean
  onClose(): void
}

export function ConversationList({ list, isUnread, onClose, ...frame }: ConversationListProps): ReactElement {
  const { place, go, session } = frame
  const now = useNow(30_000)
  const section = useRef<HTMLElement>(null)
  const [stop, setStop] = useState<string | null>(null)

  // Single-key shortcuts work only inside the list (WCAG 2.1.4), so the list is where one begins.
  useEffect(() => {
    if (document.activeElement === document.body) section.current?.focus({ preventScroll: true })
  }, [])

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === 'Escape' && place.conversation !== null) onClose()
    const row = section.current && rowAfterKey(event.key, section.current, place.conversation)
    if (!row) return
    event.preventDefault()
    row.focus()
  }

  const ids = list.items.map(({ id }) => id)
  const tabStop = [stop, place.conversation].find((id) => id !== null && ids.includes(id)) ?? ids[0]
  return (
    <section className="list" aria-label="Conversations" tabIndex={-1} ref={section} onKeyDown={onKeyDown}>
      <div className="bar">
        <h1>{views[place.view].label}</h1>
        {list.phase === 'ready' && (
          <span className="quiet figures">{list.hasOlder ? `${list.items.length}+` : list.items.length}</span>
        )}
        <PhoneStatus live={frame.live} onSignOut={frame.onSignOut} />
      </div>
      <div className="list-rows">
        <ListState list={list} view={place.view} />
        <ul>
          {list.items.map((conversation) => (
            <li key={conversation.id}>
              <Row
                conversation={conversation}
                me={session.teammate.id}
                now={now}
                unread={isUnread(conversation)}
                current={conversation.id === place.conversation}
                tabStop={conversation.id === tabStop}
                onFocus={setStop}
                onOpen={(id) => go({ ...place, conversation: id })}
                place={place}
              />
            </li>
          ))}
        </ul>
        {list.hasOlder && <ListEnd key={list.items.length} readOlder={list.readOlder} />}
      </div>
    </section>
  )
}
