import type { ReactElement } from 'react'
import type { AuthorBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Time } from '../../../ui/Time.tsx'
import { VoiceMark } from '../../../ui/VoiceMark.tsx'
import type { Voice } from '../../../ui/voice.ts'
import { Attachments } from '../files/Attachments.tsx'
import { Delivery } from './Delivery.tsx'
import { receivedAt, shownAt } from './transcript-order.ts'
import type { Turn } from './turns.ts'
import './Message.css'

/**
 * Contacts write on the bare sheet, what leaves the house is in a tint of its voice, notes are amber with
 * a lock. The body is a stranger's text: it is only ever a text node.
 */
export function Message({ turn, me, contact }: { turn: Turn; me: string; contact: string }): ReactElement {
  const { message, rail, railBefore, follows } = turn
  const { author, body, attachments, delivery, kind } = message
  const speaker = speakerOf(author, me, contact)
  const look = kind === 'note' ? 'note' : speaker.voice
  return (
    <article
      className={`message message-${look} on-rail rail-${rail} above-${railBefore}`}
      aria-label={speaker.name}
    >
      {follows ? <span /> : <VoiceMark voice={speaker.voice} name={speaker.name} size={28} />}
      <div className="message-words">
        {!follows && (
          <p className="message-head">
            <b dir="auto">{speaker.name}</b>
            {speaker.role && <span>{speaker.role}</span>}
            {kind === 'note' && (
              <Badge tone="warn" icon="lock" small>
                Note
              </Badge>
            )}
            <Time at={shownAt(message)} received={receivedAt(message)} />
          </p>
        )}
        <div className="message-box">
          {body !== '' && (
            <p className="message-body" dir="auto">
              {body}
            </p>
          )}
          <Attachments attachments={attachments} />
        </div>
        <Delivery delivery={delivery} />
      </div>
    </article>
  )
}

type Speaker = { voice: Voice; name: string; role: string }

function speakerOf({ kind, id, name }: AuthorBody, me: string, contact: string): Speaker {
  if (kind === 'contact') return { voice: 'contact', name: name ?? contact, role: '' }
  if (kind === 'bot') return { voice: 'bot', name: name ?? 'Bot', role: 'Bot' }
  if (kind === 'assistant') return { voice: 'assistant', name: name ?? 'Assistant', role: 'Assistant' }
  if (kind === 'system') return { voice: 'human', name: name ?? 'Parley', role: 'automatic' }
  return id === me
    ? { voice: 'me', name: name ?? 'You', role: 'you' }
    : { voice: 'human', name: name ?? 'Teammate', role: '' }
}
