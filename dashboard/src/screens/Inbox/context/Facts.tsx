import type { ReactElement } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Others } from '../presence/others.ts'
import type { Actions, Person } from '../thread/use-actions.ts'
import { Company } from './Company.tsx'
import { Contact } from './Contact.tsx'
import { ConversationFacts } from './ConversationFacts.tsx'
import { OtherConversations } from './OtherConversations.tsx'
import { Properties } from './Properties.tsx'
import { Timeline } from './Timeline.tsx'
import { useLiveProfiles } from './use-live-profiles.ts'
import './Facts.css'

export type FactsProps = {
  conversation: ConversationBody
  actions: Actions | null
  me: Person
  others: Others | undefined
  go(conversation: string): void
  /** What is pressed happens outside of the pane. */
  onLeave(): void
}

/** Who it is about, and what is known besides what was said. */
export function Facts({ conversation, actions, me, others, go, onLeave }: FactsProps): ReactElement {
  const { contact, company } = conversation
  useLiveProfiles(contact?.id ?? null, company?.id ?? null)
  return (
    <>
      <Contact conversation={conversation} here={others?.contact != null} />
      <Company conversation={conversation} />
      <ConversationFacts conversation={conversation} actions={actions} me={me} onLeave={onLeave} />
      {contact && (
        <OtherConversations
          contact={contact.id}
          but={conversation.id}
          go={(id) => {
            onLeave()
            go(id)
          }}
        />
      )}
      <Properties properties={conversation.additional_properties} />
      {contact && <Timeline contact={contact.id} />}
    </>
  )
}
