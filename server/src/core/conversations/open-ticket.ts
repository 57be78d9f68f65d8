import { findOrCreateContact } from '../contacts/find-or-create.ts'
import type { ContactFields } from '../contacts/queries.ts'
import type { Actor } from '../events.ts'
import { previewOf } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { insertMessage } from '../messages/queries.ts'
import type { Verb } from '../verb.ts'
import { insertConversation, nextTicketNumber } from './queries.ts'
import { titleFrom, wholeText } from './title.ts'

export type OpenTicketArgs = {
  org: OrgId
  channelId: string
  apiKey: { publicId: string; name: string }
  title: string | null
  body: string
  user: ContactFields
}

export type OpenTicketResult = { conversationId: string; number: string }

/** A ticket with its gap-free number, its first message, and the contact who wrote it. */
export const openTicket: Verb<OpenTicketArgs, OpenTicketResult> = async (tx, args, stamp) => {
  const { org, channelId } = args
  const body = wholeText(args.title, args.body)
  const { now, id } = stamp
  const contact = await findOrCreateContact(tx, org, args.user, stamp)
  const title = titleFrom(args.title, args.body)
  // Numbers are taken late: the counter's row stays locked until the commit.
  const number = await nextTicketNumber(tx, org)
  const conversationId = id()
  const messageId = id()
  await insertConversation(tx, org, {
    id: conversationId,
    number,
    title,
    channelId,
    contactId: contact?.id ?? null,
    now,
  })
  const name = contact && (contact.name ?? contact.username ?? contact.email)
  const author = { kind: 'contact' as const, id: contact?.id ?? null, name }
  await insertMessage(tx, org, {
    id: messageId,
    conversationId,
    seq: 1,
    kind: 'message',
    direction: 'inbound',
    author,
    body,
    delivery: 'none',
    now,
  })

  const actor: Actor = contact
    ? author
    : { kind: 'api_key', id: args.apiKey.publicId, name: args.apiKey.name }
  return {
    result: { conversationId, number },
    org,
    events: [
      {
        type: 'conversation.opened',
        conversationId,
        actor,
        data: { number, title, channel: { id: channelId, kind: 'tickets' } },
      },
      {
        type: 'message.created',
        conversationId,
        actor,
        data: {
          message_id: messageId,
          seq: 1,
          kind: 'message',
          direction: 'inbound',
          author,
          preview: previewOf(body),
        },
      },
    ],
  }
}
