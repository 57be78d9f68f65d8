import { type GivenCompany, matchCompany } from '../companies/match-company.ts'
import { findOrCreateContact, type GivenPerson } from '../contacts/find-or-create.ts'
import type { Actor } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { addMessage, type Enclosed } from '../messages/add-message.ts'
import { sourceTaken } from '../source-taken.ts'
import type { Verb } from '../verb.ts'
import { nextTicket } from './numbers/queries.ts'
import { findNumberBySource, insertConversation } from './queries.ts'
import { titleFrom, wholeText } from './title.ts'

export type OpenTicketArgs = {
  org: OrgId
  channelId: string
  apiKey: { publicId: string; name: string }
  title: string | null
  body: string
  user: GivenPerson
  company: GivenCompany
  /** JSON of an object, kept as given. */
  additional_properties: string
  enclosed: Enclosed
}

export type OpenTicketResult = { conversationId: string; number: string }

/**
 * A ticket with its gap-free number, its first message, and the contact who wrote it.
 * @throws {DomainError} `conflict` with the `number` of the ticket that has this source id already.
 */
export const openTicket: Verb<OpenTicketArgs, OpenTicketResult> = async (tx, args, stamp) => {
  const { org, channelId, enclosed } = args
  const { source_specific_id } = enclosed
  if (source_specific_id !== null) {
    const earlier = await findNumberBySource(tx, org, source_specific_id)
    if (earlier) throw sourceTaken(earlier)
  }
  const body = wholeText(args.title, args.body)
  const { now, id } = stamp
  const contact = await findOrCreateContact(tx, org, args.user, stamp)
  const company = await matchCompany(tx, org, args.company)
  const title = titleFrom(args.title, args.body)
  // Numbers are taken late: the counter's row stays locked until the commit. It is the tally of what is opened, too.
  const numbered = await nextTicket(tx, org)
  const { number } = numbered
  const conversationId = id()
  const messageId = id()
  const isNew = await insertConversation(tx, org, {
    id: conversationId,
    ...numbered,
    title,
    priority: null,
    channelId,
    contactId: contact?.id ?? null,
    companyId: company.id ?? (company.reference === null ? (contact?.company_id ?? null) : null),
    companyReference: company.reference,
    sourceSpecificId: source_specific_id,
    additionalProperties: args.additional_properties,
    now,
  })
  // PostgreSQL only: a parallel transaction committed the same source id since the look above.
  if (!isNew)
    throw sourceTaken(
      source_specific_id === null ? {} : await findNumberBySource(tx, org, source_specific_id),
    )

  const name = contact && (contact.name ?? contact.username ?? contact.email)
  const author = { kind: 'contact' as const, id: contact?.id ?? null, name }
  const actor: Actor = contact
    ? author
    : { kind: 'api_key', id: args.apiKey.publicId, name: args.apiKey.name }
  const created = await addMessage(
    tx,
    org,
    {
      id: messageId,
      conversationId,
      seq: 1,
      kind: 'message',
      direction: 'inbound',
      author,
      body,
      delivery: 'none',
      now,
      // The ticket carries the source id; replies have a namespace of their own.
      enclosed: { ...enclosed, source_specific_id: null },
    },
    actor,
    id,
  )
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
      created,
      ...(contact?.events ?? []),
    ],
  }
}
