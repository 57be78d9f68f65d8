import type { ReactElement } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { PriorityBadge } from '../../../ui/PriorityBadge.tsx'
import { StatusBadge } from '../../../ui/StatusBadge.tsx'
import { VoiceMark } from '../../../ui/VoiceMark.tsx'
import { channelLook } from '../channel-look.ts'
import { type Holder, holderOf } from '../holder.ts'
import { type Line, LiveStatus } from '../LiveStatus.tsx'

type ThreadFactsProps = { conversation: ConversationBody | null; me: string; live: Line }

/** The second bar: channel, state, priority, and the baton that names who has it. */
export function ThreadFacts({ conversation, me, live }: ThreadFactsProps): ReactElement {
  return (
    <div className="thread-facts">
      {conversation && (
        <>
          <span className="thread-channel">
            <Icon name={channelLook[conversation.channel.kind].icon} size={14} />
            <span className="ellipsis">{conversation.channel.name}</span>
          </span>
          <StatusBadge status={conversation.status} />
          {conversation.priority && <PriorityBadge priority={conversation.priority} />}
          <Baton holder={holderOf(conversation, me)} />
        </>
      )}
      {live.state.phase !== 'live' && (
        <span className="thread-live">
          <LiveStatus line={live} />
        </span>
      )}
    </div>
  )
}

function Baton({ holder }: { holder: Holder }): ReactElement {
  return (
    <span className={`baton baton-${holder.voice}`}>
      <VoiceMark voice={holder.voice} name={holder.name} size={holder.name === '' ? 16 : 18} />
      {holder.words}
    </span>
  )
}
