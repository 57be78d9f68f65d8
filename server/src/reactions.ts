// What follows: for every event, on one page. Reactions run inside the verb's transaction and only insert jobs;
// showing events live needs no line here, because the feed reads the event table itself.
import { fetchLinks } from './core/attachments/fetch-links.ts'
import { deliverToChannel } from './core/channels/deliver-to-channel.ts'
import type { EventType, StoredEvent } from './core/events.ts'
import type { Follow } from './core/perform.ts'

export const reactions: Readonly<Record<EventType, readonly Follow[]>> = {
  'organisation.created': [],
  'organisation.updated': [],
  'teammate.created': [],
  'teammate.updated': [],
  'credential.created': [],
  'credential.deleted': [],
  'company.created': [],
  'company.updated': [],
  'company.deleted': [],
  'contact.created': [],
  'contact.updated': [],
  'contact.deleted': [],
  'conversation.opened': [],
  'conversation.reopened': [],
  'conversation.updated': [],
  'conversation.read': [],
  'draft.changed': [],
  'message.created': [deliverToChannel, fetchLinks],
  'attachment.changed': [],
}

export const follow: Follow = async (event: StoredEvent, tx, org) => {
  const jobs = []
  for (const reaction of reactions[event.type]) jobs.push(...(await reaction(event, tx, org)))
  return jobs
}
