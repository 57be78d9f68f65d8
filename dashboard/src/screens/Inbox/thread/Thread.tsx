import { type ReactElement, useEffect, useRef } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { SkeletonThread } from '../../../ui/Skeleton.tsx'
import type { Line } from '../LiveStatus.tsx'
import { Messages } from './Messages.tsx'
import { ThreadFacts } from './ThreadFacts.tsx'
import type { ThreadState } from './use-thread.ts'
import './Thread.css'

type ThreadProps = {
  thread: ThreadState
  conversation: ConversationBody | null
  me: string
  live: Line
  onBack(): void
  onDetails(): void
}

export function Thread({ thread, conversation, me, live, onBack, onDetails }: ThreadProps): ReactElement {
  const { messages, problem, refresh } = thread
  const section = useRef<HTMLElement>(null)

  // On a phone the list gives way to the thread, and focus must not stay on a row that is gone.
  useEffect(() => {
    const focused = document.activeElement
    const lost = focused === document.body || focused?.checkVisibility() === false
    if (lost) section.current?.focus({ preventScroll: true })
  }, [])

  return (
    <section
      className="thread"
      aria-label="Conversation"
      tabIndex={-1}
      ref={section}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onBack()
      }}
    >
      <div className="thread-bar">
        <IconButton className="thread-back" icon="arrow-left" label="Back to the list" onClick={onBack} />
        <h1 className="ellipsis" dir="auto" title={conversation?.title}>
          {conversation?.title}
        </h1>
        {conversation && (
          <IconButton
            className="thread-details"
            icon="panel-right"
            label="Contact and details"
            onClick={onDetails}
          />
        )}
      </div>
      <ThreadFacts conversation={conversation} me={me} live={live} />
      {problem && (
        <ErrorState
          what="Could not load this conversation."
          problem={problem}
          onRetry={refresh}
          safe={thread.conversation ? 'What is below may be older.' : ''}
        />
      )}
      {thread.conversation ? (
        <Messages conversation={thread.conversation} messages={messages} me={me} />
      ) : (
        problem === null && (
          <>
            <p className="for-readers" role="status">
              Loading the conversation
            </p>
            <SkeletonThread />
          </>
        )
      )}
    </section>
  )
}
