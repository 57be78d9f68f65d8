import { type ReactElement, Suspense, useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { lazyPart } from '../../lazy-part.ts'
import { useLive } from '../../use-live.ts'
import { useOnceAtEase } from '../../use-once-at-ease.ts'
import { FirstRunLink } from '../FirstRun/FirstRunLink.tsx'
import { useFirstRun } from '../FirstRun/use-first-run.ts'
import { useOpenOutbox } from './composer/outbox/use-outbox.ts'
import { ConversationList } from './list/ConversationList.tsx'
import { focusRow } from './list/row-focus.ts'
import { useConversations } from './list/use-conversations.ts'
import { useOwnDrafts } from './list/use-own-drafts.ts'
import { usePlace } from './place.ts'
import { othersByConversation } from './presence/others.ts'
import { readParser } from './thread/markdown/use-parser.ts'
import { NothingOpen } from './thread/NothingOpen.tsx'
import { neighbours } from './thread/neighbours.ts'
import { useActions } from './thread/use-actions.ts'
import { useSurvivor } from './thread/use-survivor.ts'
import { useThread } from './thread/use-thread.ts'
import { useSeen } from './use-seen.ts'
import { useTitle } from './use-title.ts'
import { useLiveCounts } from './views/use-live-counts.ts'
import { useView } from './views/use-view.ts'
import { Splitter } from './widths/Splitter.tsx'
import { useWidths } from './widths/use-widths.ts'
import './Inbox.css'

// Of the first days alone: nobody else should wait for it.
const FirstRun = lazyPart(() => import('../FirstRun/FirstRun.tsx'))
const FirstRunPane = lazyPart(() => import('../FirstRun/FirstRunPane.tsx'))
/**
 * What one reads a conversation with, and not what one finds it by. Together with what formats its words: text that turns
 * into paragraphs before one's eyes moves all that follows.
 */
const loadReading = async () => (await Promise.all([import('./reading.ts'), readParser()]))[0]
const Thread = lazyPart(async () => ({ default: (await loadReading()).Thread }))
const ContextPane = lazyPart(async () => ({ default: (await loadReading()).ContextPane }))

type InboxProps = { session: SessionBody; onSignOut(): Promise<void>; onExpired(): void }

export function Inbox({ session, onSignOut, onExpired }: InboxProps): ReactElement {
  const [place, go] = usePlace()
  useOpenOutbox(session.teammate.id)
  const explain = useCallback(
    (error: unknown): Problem => {
      const problem = asProblem(error)
      if (problem.status === 401) onExpired()
      return problem
    },
    [onExpired],
  )
  const firstRun = useFirstRun(session)
  const view = useView(place)
  const list = useConversations(view.filters, place.conversation, session.teammate.id, explain)
  const recount = useLiveCounts()
  useOwnDrafts(session.teammate.id, list.change)
  const target = place.message ?? null
  const thread = useThread(place.conversation, target, neighbours(list.items, place.conversation), explain)
  useSurvivor(place.conversation, thread.conversation?.id)
  const seen = useSeen(thread.conversation)
  const live = useLive(
    {
      onChange({ conversations, files }) {
        list.change(conversations)
        if (conversations.size > 0) recount()
        thread.change(conversations, files)
      },
      onOpen() {
        list.refresh()
        recount()
        thread.refresh()
      },
    },
    place.conversation,
  )
  const others = useMemo(
    () => othersByConversation(live.present, session.teammate.id),
    [live.present, session],
  )
  // Events say what came; that nothing is left, only the list as a whole can.
  const isBare = firstRun.started.body?.sample.may_load === true
  const refreshList = useEffectEvent(() => list.refresh())
  useEffect(() => {
    if (isBare) refreshList()
  }, [isBare])
  useTitle(view.label, thread.conversation, list.items.filter(seen.isUnread).length)

  const [details, setDetails] = useState(false)
  useEffect(() => {
    if (place.conversation === null) setDetails(false)
  }, [place.conversation])

  function close(): void {
    const closed = place.conversation
    go({ ...place, conversation: null })
    if (closed !== null) requestAnimationFrame(() => focusRow(closed))
  }

  // What opens from the list is there before anybody has chosen.
  useOnceAtEase(() => void loadReading().catch(() => undefined))

  const frame = { place, go, live, session, onSignOut }
  const reading = place.conversation !== null
  const columns = useWidths(reading)
  // The row knows enough to head the thread while its messages are still on their way.
  const shown = thread.conversation ?? thread.edits.on(list.open)
  const actions = useActions(shown, thread.edits, session.teammate)
  return (
    <main className="sheet" id="main" tabIndex={-1}>
      {!reading && (list.firstRun || firstRun.asked) ? (
        <Suspense>
          <FirstRun {...frame} started={firstRun.started} asked={firstRun.asked} empty={list.firstRun} />
        </Suspense>
      ) : (
        <div className="inbox" ref={columns.grid} style={columns.style}>
          {!reading && <FirstRunLink className="first-run-phone" session={session} />}
          <ConversationList
            {...frame}
            view={view}
            list={list}
            others={others}
            isUnread={seen.isUnread}
            onAhead={thread.readAhead}
            onClose={close}
          />
          <Splitter pane="list" />
          <Suspense fallback={<section className="thread" aria-busy="true" />}>
            {reading ? (
              <Thread
                key={place.conversation}
                thread={thread}
                conversation={shown}
                actions={actions}
                me={session.teammate}
                live={live}
                others={others.get(place.conversation ?? '')}
                target={target}
                onBack={close}
                onDetails={() => setDetails(true)}
                onUnread={() => place.conversation !== null && seen.forget(place.conversation)}
              />
            ) : firstRun.started.body && firstRun.inPane ? (
              <FirstRunPane body={firstRun.started.body} session={session} />
            ) : (
              <NothingOpen pickable={list.items.length > 0} />
            )}
            {reading && <Splitter pane="context" />}
            {reading && (
              <ContextPane
                conversation={shown}
                actions={actions}
                me={session.teammate}
                others={others.get(place.conversation ?? '')}
                open={details}
                onOpen={setDetails}
                go={(conversation) => go({ ...place, conversation })}
              />
            )}
          </Suspense>
        </div>
      )}
    </main>
  )
}
