import { memo, type ReactElement, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuthorBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { Time } from '../../../ui/Time.tsx'
import { VoiceMark } from '../../../ui/VoiceMark.tsx'
import type { Voice } from '../../../ui/voice.ts'
import { hasNotFollowed, type Outgoing, type OutgoingWays } from '../composer/outbox/outgoing.ts'
import { Attachments } from '../files/Attachments.tsx'
import { Body } from './Body.tsx'
import { Delivery, type Receipt } from './Delivery.tsx'
import type { Marked } from './markdown/Markdown.tsx'
import { OnItsWay } from './OnItsWay.tsx'
import { QuickReplies } from './QuickReplies.tsx'
import { receivedAt, shownAt } from './transcript-order.ts'
import type { Turn } from './turns.ts'
import './Message.css'

type MessageProps = {
  turn: Turn
  me: string
  contact: string
  /** The one that the address asks for. */
  found: boolean
  /** Lets names of teammates in notes stand out. */
  mentions: Marked
  /** What it is going to be of, or has just become of. */
  letter: Outgoing | undefined
  receipt: Receipt | null
  /** Nothing came after it. */
  last: boolean
  ways: RefObject<OutgoingWays | null>
}

/**
 * Contacts write on the bare sheet, what leaves the house is in a tint of its voice, notes are amber with
 * a lock.
 */
export const Message = memo(function Message(props: MessageProps): ReactElement {
  const { turn, me, contact, found, mentions, letter, receipt, last, ways } = props
  const { message, rail, railBefore, follows } = turn
  const { author, attachments, kind } = message
  const { t } = useTranslation('thread')
  const voice = voiceOf(author, me)
  const name = safeText(author.name ?? (author.kind === 'contact' ? contact : t(`author.${author.kind}`)))
  const role = author.kind === 'contact' || voice === 'human' ? '' : t(`role.${voice}`)
  const look = kind === 'note' ? 'note' : voice
  const ahead = letter?.id === message.id
  return (
    <article
      className={`message message-${look} on-rail rail-${rail} above-${railBefore}${follows ? ' message-follows' : ''}${found ? ' message-found' : ''}`}
      aria-label={name}
      data-seq={message.seq}
      data-message={ahead ? undefined : message.id}
      data-letter={ahead ? message.id : undefined}
    >
      {follows ? <span /> : <VoiceMark voice={voice} name={name} size={28} />}
      <div className="message-words">
        {!follows && (
          <p className="message-head">
            <b dir="auto">{name}</b>
            {author.kind === 'system' ? <span>{t('role.system')}</span> : role && <span>{role}</span>}
            {kind === 'note' && (
              <Badge tone="warn" icon="lock" small>
                {t('note')}
              </Badge>
            )}
            <Time at={shownAt(message)} received={receivedAt(message)} />
            {found && <span className="for-readers">{t('found')}</span>}
          </p>
        )}
        <div className="message-box">
          <Body message={message} mentions={mentions} />
          <Attachments attachments={attachments} />
        </div>
        <QuickReplies replies={message.quick_replies} />
        {letter && (ahead || isUnfollowed(letter)) ? (
          <OnItsWay letter={letter} last={last} ways={ways} />
        ) : (
          <Delivery message={message} receipt={receipt} />
        )}
      </div>
    </article>
  )
})

const isUnfollowed = ({ state }: Outgoing): boolean => state.phase === 'sent' && hasNotFollowed(state.follow)

function voiceOf({ kind, id }: AuthorBody, me: string): Exclude<Voice, 'nobody'> {
  if (kind === 'contact' || kind === 'bot' || kind === 'assistant') return kind
  return kind === 'teammate' && id === me ? 'me' : 'human'
}
