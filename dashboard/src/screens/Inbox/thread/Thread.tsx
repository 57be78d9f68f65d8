import { type ReactElement, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { lazyPart } from '../../../lazy-part.ts'
import type { Line } from '../../../shell/LiveStatus.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { SkeletonThread } from '../../../ui/Skeleton.tsx'
import { Composer } from '../composer/Composer.tsx'
import type { OutgoingWays } from '../composer/outbox/outgoing.ts'
import type { Others } from '../presence/others.ts'
import { Writing } from '../presence/Writing.tsx'
import { ThreadBar } from './bar/ThreadBar.tsx'
import { Messages } from './Messages.tsx'
import { ThreadFacts } from './ThreadFacts.tsx'
import type { Actions, Person } from './use-actions.ts'
import { useMarkUnread } from './use-mark-unread.ts'
import type { ThreadState } from './use-thread.ts'
import './Thread.css'

const MergeDialog = lazyPart(async () => ({ default: (await import('./merge/MergeDialog.tsx')).MergeDialog }))

type ThreadProps = {
  thread: ThreadState
  /** As much as is known of it, be it from its row. */
  conversation: ConversationBody | null
  actions: Actions | null
  me: Person
  live: Line
  others: Others | undefined
  /** The message that the address asks for. */
  target: string | null
  onBack(): void
  onDetails(): void
  /** It is to look unread again. */
  onUnread(): void
}

export function Thread(props: ThreadProps): ReactElement {
  const { thread, conversation, actions, me, live, others, target, onBack, onDetails, onUnread } = props
  const { t } = useTranslation('thread')
  const { problem, refresh } = thread
  const section = useRef<HTMLElement>(null)
  const ways = useRef<OutgoingWays>(null)
  const [merging, setMerging] = useState(false)
  const { keptUnread, markUnread } = useMarkUnread(thread, onUnread)

  // On a phone the list gives way to the thread, and focus must not stay on a row that is gone.
  useEffect(() => {
    const focused = document.activeElement
    const lost = focused === document.body || focused?.checkVisibility() === false
    if (lost) section.current?.focus({ preventScroll: true })
  }, [])

  return (
    <section
      className="thread"
      aria-label={t('conversation')}
      tabIndex={-1}
      ref={section}
      onKeyDown={(event) => {
        // Menus and dialogs stand outside of it and have an Escape of their own.
        const here = event.target instanceof Node && section.current?.contains(event.target)
        if (event.key === 'Escape' && here && !event.defaultPrevented) onBack()
      }}
    >
      <ThreadBar
        conversation={conversation}
        actions={actions}
        onBack={onBack}
        onDetails={onDetails}
        onMerge={() => setMerging(true)}
        onUnread={markUnread}
      />
      <ThreadFacts conversation={conversation} actions={actions} me={me} live={live} others={others} />
      {problem && (
        <ErrorState
          what={t('notLoaded')}
          problem={problem}
          onRetry={refresh}
          safe={thread.conversation ? t('mayBeOlder') : ''}
        />
      )}
      {thread.conversation ? (
        <Messages
          conversation={thread.conversation}
          thread={thread}
          me={me}
          target={target}
          keptUnread={keptUnread}
          ways={ways}
        />
      ) : (
        problem === null && (
          <>
            <p className="for-readers" role="status">
              {t('loading')}
            </p>
            <SkeletonThread />
          </>
        )
      )}
      {/* As soon as its row is known: whoever answers with R and writes on must not be giving commands. */}
      {conversation && (thread.conversation || problem?.status !== 404) && (
        <Composer
          ref={ways}
          conversation={conversation}
          messages={thread.messages}
          me={me.id}
          line={<Writing others={others} />}
          onSent={refresh}
        />
      )}
      {merging && conversation && (
        <Suspense>
          <MergeDialog conversation={conversation} thread={thread} onClose={() => setMerging(false)} />
        </Suspense>
      )}
    </section>
  )
}
