import type { ReactElement } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { PriorityBadge } from '../../../ui/PriorityBadge.tsx'
import { Time } from '../../../ui/Time.tsx'
import { VoiceMark } from '../../../ui/VoiceMark.tsx'
import { channelLook } from '../channel-look.ts'
import { contactName } from '../contact-name.ts'
import { holderOf } from '../holder.ts'
import { hrefOf, isPlainClick, type Place } from '../place.ts'
import { rowId } from './row-focus.ts'
import './Row.css'

type RowProps = {
  conversation: ConversationBody
  me: string
  now: number
  unread: boolean
  current: boolean
  tabStop: boolean
  place: Place
  onFocus(id: string): void
  onOpen(id: string): void
}

/** Three lines of 18 px in 70: who and when, what about and whose it is, through which channel. */
export function Row({
  conversation,
  me,
  now,
  unread,
  current,
  tabStop,
  place,
  onFocus,
  onOpen,
}: RowProps): ReactElement {
  const { id, number, title, channel, priority, contact, last_message_at } = conversation
  const holder = holderOf(conversation, me)
  const name = contactName(contact)
  return (
    <a
      id={rowId(id)}
      className={unread ? 'row row-unread' : 'row'}
      href={hrefOf({ ...place, conversation: id })}
      aria-current={current ? 'true' : undefined}
      tabIndex={tabStop ? 0 : -1}
      onFocus={() => onFocus(id)}
      onClick={(event) => {
        if (!isPlainClick(event)) return
        event.preventDefault()
        onOpen(id)
      }}
    >
      <VoiceMark voice="contact" name={name} size={28} />
      <span className="row-lines">
        <span className="row-line row-who">
          {unread && <span className="for-readers">Unread. </span>}
          <span className="ellipsis" dir="auto">
            {name}
          </span>
          <Time at={last_message_at} now={now} className="row-time" />
        </span>
        <span className="row-line row-title">
          <span className="ellipsis" dir="auto">
            {title}
          </span>
          <span className="row-owner" title={holder.words}>
            <VoiceMark voice={holder.voice} name={holder.name} size={holder.name === '' ? 16 : 18} />
            <span className="for-readers">{holder.words}</span>
          </span>
        </span>
        <span className="row-line row-foot">
          <Icon name={channelLook[channel.kind].icon} size={12} />
          <span className="ellipsis" dir="auto">
            {number === null ? channel.name : `${number} · ${channel.name}`}
          </span>
          {(priority === 'urgent' || priority === 'high') && (
            <span className="row-badge">
              <PriorityBadge priority={priority} small />
            </span>
          )}
        </span>
      </span>
    </a>
  )
}
