import { Fragment, type ReactElement, useMemo, useState } from 'react'
import type { ConversationBody, MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Button } from '../../../ui/Button.tsx'
import { dayName } from '../../../ui/clock.ts'
import { contactName } from '../contact-name.ts'
import { EventLine } from './EventLine.tsx'
import { Message } from './Message.tsx'
import { firstUnseen, inOrder, newAtEnd, shownAt } from './transcript-order.ts'
import { turnsOf } from './turns.ts'
import { useReadMark } from './use-read-mark.ts'
import { useStayAtEnd } from './use-stay-at-end.ts'
import './Messages.css'

/** `messages` by seq, as they arrived. */
type MessagesProps = { conversation: ConversationBody; messages: MessageBody[]; me: string }

export function Messages({ conversation, messages, me }: MessagesProps): ReactElement {
  const ordered = useMemo(() => inOrder(messages), [messages])
  // Where "New" stands is settled when the thread opens; it does not move while one reads.
  const [unseen] = useState(() => firstUnseen(ordered, conversation.unread))
  const { scroller, seenTo, toEnd } = useStayAtEnd(messages.at(-1)?.seq ?? 0)
  useReadMark(conversation.id, seenTo, conversation.unread)
  const below = newAtEnd(ordered, seenTo)
  const contact = contactName(conversation.contact)
  const now = Date.now()
  return (
    <div className="messages">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable to scroll by keyboard */}
      <div className="messages-scroll" ref={scroller} role="log" aria-label="Messages" tabIndex={0}>
        <div className="messages-column">
          {turnsOf(ordered, unseen, now).map((turn) => (
            <Fragment key={turn.message.seq}>
              {turn.newDay && (
                <div className={`messages-day on-rail rail-${turn.railBefore}`}>
                  {dayName(shownAt(turn.message), now)}
                </div>
              )}
              {turn.firstUnseen && <div className={`messages-new on-rail rail-${turn.railBefore}`}>New</div>}
              {turn.message.kind === 'event' ? (
                <EventLine turn={turn} />
              ) : (
                <Message turn={turn} me={me} contact={contact} />
              )}
            </Fragment>
          ))}
        </div>
      </div>
      {below > 0 && (
        <Button className="messages-below figures" size="small" icon="arrow-down" onClick={toEnd}>
          {below === 1 ? '1 new message' : `${below} new messages`}
        </Button>
      )}
    </div>
  )
}
