// What follows: for every event, on one page. Reactions run inside the verb's transaction and only insert jobs;
// showing events live needs no line here, because the feed reads the event table itself. Whoever tells the outside must
// look for `imported` first: history is not news.
import { fetchLinks } from './core/attachments/fetch-links.ts'
import { deliverToChannel } from './core/channels/deliver-to-channel.ts'
import type { EventType, StoredEvent } from './core/events.ts'
import type { Follow } from './core/perform.ts'

export const reactions: Readonly<Record<EventType, readonly Follow[]>> = {
  'organisation.created': [],
  'organisation.updated': [],
  'teammate.created': [],
  'teammate.updated': [],
  'invitation.created': [],
  'getting_started.changed': [],
  'sample.changed': [],
  'credential.created': [],
  'credential.deleted': [],
  'company.created': [],
  'company.updated': [],
  'company.deleted': [],
  'company.merged': [],
  'company.unmerged': [],
  'contact.created': [],
  'contact.updated': [],
  'contact.deleted': [],
  'contact.merged': [],
  'contact.unmerged': [],
  'contact.erased': [],
  'conversation.opened': [],
  'conversation.reopened': [],
  'conversation.erased': [],
  'conversation.updated': [],
  'conversation.merged': [],
  'conversation.unmerged': [],
  'conversation.read': [],
  'conversation.seen': [],
  'conversation.proven': [],
  'draft.changed': [],
  'message.created': [deliverToChannel, fetchLinks],
  'mention.created': [],
  'site.created': [],
  'site.changed': [],
  'site.deleted': [],
  'view.created': [],
  'view.changed': [],
  'view.deleted': [],
  'attachment.changed': [],
  'delivery.changed': [],
  'macro.created': [],
  'macro.changed': [],
  'macro.deleted': [],
}

export const follow: Follow = async (event: StoredEvent, tx, org) => {
  const jobs = []
  for (const reaction of reactions[event.type]) jobs.push(...(await reaction(event, tx, org)))
  return jobs
}
