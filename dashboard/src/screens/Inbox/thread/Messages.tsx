import {
  Fragment,
  type ReactElement,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody, MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Button } from '../../../ui/Button.tsx'
import type { OutgoingWays } from '../composer/outbox/outgoing.ts'
import { contactName } from '../contact-name.ts'
import type { Receipt } from './Delivery.tsx'
import { dayWords } from './day-words.ts'
import { EventLine } from './EventLine.tsx'
import { entriesOf } from './folds.ts'
import { Message } from './Message.tsx'
import { mentionsOf } from './markdown/mentions.tsx'
import { Older } from './Older.tsx'
import { receiptOf } from './receipt.ts'
import { firstUnseen, inOrder, newAtEnd, newFrom, shownAt } from './transcript-order.ts'
import { type Turn, turnsOf } from './turns.ts'
import type { Person } from './use-actions.ts'
import { useOutgoing } from './use-outgoing.ts'
import { usePeople } from './use-people.ts'
import { useReadMark } from './use-read-mark.ts'
import { useSteadyScroll } from './use-steady-scroll.ts'
import type { ThreadState } from './use-thread.ts'
import { useUnmerge } from './use-unmerge.ts'
import './Messages.css'

type MessagesProps = {
  conversation: ConversationBody
  thread: ThreadState
  me: Person
  /** The message that the address asks for. */
  target: string | null
  /** Somebody wants it to stay unread. */
  keptUnread: boolean
  ways: RefObject<OutgoingWays | null>
}

export function Messages(props: MessagesProps): ReactElement {
  const { conversation, thread, me, target, keptUnread, ways } = props
  const { t } = useTranslation('thread')
  const { messages, fresh, older, readOlder } = thread
  const ordered = useMemo(() => inOrder(messages), [messages])
  // Settled when the thread was first read in this visit: "New" does not move while one reads.
  const unseen = useFirst(fresh ? firstUnseen(ordered, conversation.unread) : undefined) ?? null
  const newest = fresh ? (messages.at(-1)?.seq ?? 0) : null
  const { scroller, seenTo, far, toEnd, jumpTo } = useSteadyScroll(newest, () => {
    // What failed waits to be asked for.
    if (older === 'some') readOlder()
  })
  useReadMark(conversation.id, seenTo, keptUnread ? null : newFrom(messages, conversation, me.id))
  useJump(fresh, target, unseen, jumpTo)
  const { ahead, letters, keyOf } = useOutgoing(conversation.id, messages, me)
  useToOwn(ahead.at(-1), toEnd)
  // What was there already when one came, and read, is not new for being further down.
  const before = useFirst(fresh ? (unseen === null ? messages.at(-1)?.seq : unseen - 1) : undefined) ?? 0
  const below = fresh ? newAtEnd(ordered, Math.max(seenTo, before)) : 0
  const receipt = useMemo(() => receiptOf(ordered, conversation.visitor), [ordered, conversation.visitor])
  const contact = contactName(conversation.contact)
  const people = usePeople()
  const mentions = useMemo(() => mentionsOf(people, me.id), [people, me.id])
  const onUnmerge = useUnmerge(conversation.id, thread)
  const today = new Date().toDateString()
  const entries = useMemo(
    () => entriesOf(turnsOf([...ordered, ...ahead], unseen, Date.parse(today))),
    [ordered, ahead, unseen, today],
  )
  const receiptAt = (id: string, place: number): Receipt | null => {
    if (receipt?.id === id) return receipt.is
    // Sent from here, in this visit: holds the line that said it is on its way, and nothing moves for being sent.
    return place === entries.length - 1 && keyOf(id) !== id ? 'sent' : null
  }
  const dividers = (turn: Turn | undefined): ReactElement | null =>
    turn ? (
      <>
        {turn.newDay && (
          <div className={`messages-day on-rail rail-${turn.railBefore}`}>
            {dayWords(shownAt(turn.message), Date.parse(today))}
          </div>
        )}
        {turn.firstUnseen && <div className={`messages-new on-rail rail-${turn.railBefore}`}>{t('new')}</div>}
      </>
    ) : null

  return (
    <div className="messages">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable to scroll by keyboard */}
      <div className="messages-scroll" ref={scroller} role="log" aria-label={t('messages')} tabIndex={0}>
        <div className="messages-column">
          <Older state={older} onRetry={readOlder} />
          {entries.map((entry, place) =>
            entry.kind === 'turn' ? (
              <Fragment key={keyOf(entry.turn.message.id)}>
                {dividers(entry.turn)}
                <Message
                  turn={entry.turn}
                  me={me.id}
                  contact={contact}
                  found={entry.turn.message.id === target}
                  mentions={mentions}
                  letter={letters.get(entry.turn.message.id)}
                  receipt={receiptAt(entry.turn.message.id, place)}
                  last={place === entries.length - 1}
                  ways={ways}
                />
              </Fragment>
            ) : (
              <Fragment key={entry.turns[0]?.message.id}>
                {dividers(entry.turns[0])}
                <EventLine turns={entry.turns} context={{ people, conversation, onUnmerge }} />
              </Fragment>
            ),
          )}
        </div>
      </div>
      {(below > 0 || far) && (
        <Button
          className={below > 0 ? 'messages-below messages-below-new figures' : 'messages-below'}
          size="small"
          icon="arrow-down"
          onClick={toEnd}
        >
          {below > 0 ? t('below', { count: below }) : t('toEnd')}
        </Button>
      )}
    </div>
  )
}

/** The first value that was one, whatever comes after it. */
function useFirst<T>(value: T | undefined): T | undefined {
  const [first, setFirst] = useState(value)
  if (first === undefined && value !== undefined) setFirst(value)
  return first ?? value
}

/** Whoever sends something sees it go. */
function useToOwn(newest: MessageBody | undefined, toEnd: () => void): void {
  const written = newest?.created_at ?? ''
  const known = useRef(written)
  useLayoutEffect(() => {
    if (written <= known.current) return
    known.current = written
    toEnd()
  }, [written, toEnd])
}

/** Once: to the message that was asked for, else to the first that is new. */
function useJump(
  fresh: boolean,
  target: string | null,
  unseen: number | null,
  jumpTo: (selector: string) => boolean,
): void {
  const jumped = useRef<string | null>(null)
  const goal =
    target === null ? (unseen === null ? null : '.messages-new') : `[data-message="${CSS.escape(target)}"]`
  useLayoutEffect(() => {
    if (!fresh || goal === null || jumped.current === goal) return
    if (jumpTo(goal)) jumped.current = goal
  }, [fresh, goal, jumpTo])
  useEffect(() => {
    if (goal === null) jumped.current = null
  }, [goal])
}
