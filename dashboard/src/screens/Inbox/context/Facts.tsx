import type { ReactElement, ReactNode } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { priorityWord } from '../../../ui/PriorityBadge.tsx'
import { VoiceMark } from '../../../ui/VoiceMark.tsx'
import { channelLook } from '../channel-look.ts'
import { contactName } from '../contact-name.ts'
import { holderOf } from '../holder.ts'
import { CopyableId } from './CopyableId.tsx'
import { Moment } from './Moment.tsx'
import { Properties } from './Properties.tsx'
import './Facts.css'

export function Facts({ conversation, me }: { conversation: ConversationBody; me: string }): ReactElement {
  const { id, contact, company, company_reference, channel, number, priority, tags } = conversation
  const { source_specific_id, created_at, last_message_at } = conversation
  const name = contactName(contact)
  return (
    <>
      <section className="facts facts-who">
        <VoiceMark voice="contact" name={name} size={40} />
        <div className="facts-name">
          <h2 dir="auto">{name}</h2>
          {contact?.email && contact.email !== name && <p className="ellipsis">{contact.email}</p>}
          {contact?.username && contact.username !== name && <p className="ellipsis">@{contact.username}</p>}
          {company && <p dir="auto">{company.name}</p>}
          {!company && company_reference !== null && (
            <p className="facts-unmatched" title={company_reference}>
              Unmatched company: <bdi>{company_reference}</bdi>
            </p>
          )}
        </div>
      </section>
      <section className="facts">
        <h3>Conversation</h3>
        <dl className="facts-list">
          {number && <Fact name="Number">{number}</Fact>}
          <Fact name="Held by">{holderOf(conversation, me).who}</Fact>
          <Fact name="Priority">{priority ? priorityWord[priority] : 'Not set'}</Fact>
          <Fact name="Channel">
            <span className="facts-channel">
              <Icon name={channelLook[channel.kind].icon} size={12} />
              {channel.name}
            </span>
          </Fact>
          <Fact name="Opened">
            <Moment at={created_at} />
          </Fact>
          <Fact name="Last message">
            <Moment at={last_message_at} />
          </Fact>
          {source_specific_id !== null && (
            <Fact name="Source id">
              <CopyableId key={id} id={source_specific_id} what="source id" />
            </Fact>
          )}
          <Fact name={number === null ? 'Id' : 'Ticket id'}>
            <CopyableId key={id} id={id} what={number === null ? 'id' : 'ticket id'} />
          </Fact>
          {tags.length > 0 && (
            <Fact name="Tags">
              <span className="facts-tags">
                {tags.map((tag) => (
                  <span className="tag" key={tag} dir="auto">
                    {tag}
                  </span>
                ))}
              </span>
            </Fact>
          )}
        </dl>
      </section>
      <Properties properties={conversation.additional_properties} />
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
