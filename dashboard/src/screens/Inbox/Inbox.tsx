import { type ReactElement, useCallback, useEffect, useState } from 'react'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { useLive } from '../../use-live.ts'
import { ContextPane } from './context/ContextPane.tsx'
import { FirstRun } from './FirstRun.tsx'
import { ConversationList } from './list/ConversationList.tsx'
import { focusRow } from './list/row-focus.ts'
import { useConversations } from './list/use-conversations.ts'
import { Nav } from './Nav.tsx'
import { usePlace } from './place.ts'
import { TabBar } from './TabBar.tsx'
import { NothingOpen } from './thread/NothingOpen.tsx'
import { Thread } from './thread/Thread.tsx'
import { useThread } from './thread/use-thread.ts'
import { useSeen } from './use-seen.ts'
import { useTitle } from './use-title.ts'
import './Inbox.css'

type InboxProps = { session: SessionBody; onSignOut(): Promise<void>; onExpired(): void }

export function Inbox({ session, onSignOut, onExpired }: InboxProps): ReactElement {
  const [place, go] = usePlace()
  const explain = useCallback(
    (error: unknown): Problem => {
      const problem = asProblem(error)
      if (problem.status === 401) onExpired()
      return problem
    },
    [onExpired],
  )
  const list = useConversations(place.view, explain)
  const thread = useThread(place.conversation, explain)
  const seen = useSeen(thread.conversation)
  const live = useLive({
    onChange({ conversations, files }) {
      list.change(conversations)
      thread.change(conversations, files)
    },
    onOpen() {
      list.refresh()
      thread.refresh()
    },
    onSignedOut: onExpired,
  })
  useTitle(place.view, thread.conversation, list.items.filter(seen.isUnread).length)

  const [details, setDetails] = useState(false)
  useEffect(() => {
    if (place.conversation === null) setDetails(false)
  }, [place.conversation])

  function close(): void {
    const closed = place.conversation
    go({ ...place, conversation: null })
    if (closed !== null) requestAnimationFrame(() => focusRow(closed))
  }

  const frame = { place, go, live, session, onSignOut }
  const reading = place.conversation !== null
  // The row knows enough to head the thread while its messages are still on their way.
  const shown = thread.conversation ?? list.items.find(({ id }) => id === place.conversation) ?? null
  return (
    <div className={reading ? 'shell shell-reading' : 'shell'}>
      <Nav {...frame} />
      <main className="sheet">
        {list.firstRun && !reading ? (
          <FirstRun {...frame} />
        ) : (
          <div className="inbox">
            <ConversationList {...frame} list={list} isUnread={seen.isUnread} onClose={close} />
            {reading ? (
              <Thread
                key={place.conversation}
                thread={thread}
                conversation={shown}
                me={session.teammate.id}
                live={live}
                onBack={close}
                onDetails={() => setDetails(true)}
              />
            ) : (
              <NothingOpen pickable={list.items.length > 0} />
            )}
            {reading && (
              <ContextPane
                conversation={shown}
                me={session.teammate.id}
                open={details}
                onClose={() => setDetails(false)}
              />
            )}
          </div>
        )}
      </main>
      <TabBar {...frame} />
    </div>
  )
}
