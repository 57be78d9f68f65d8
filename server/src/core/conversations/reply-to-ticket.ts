import { findTeammate, findTeammateByEmail } from '../accounts/queries.ts'
import { findOrCreateContact, type GivenPerson } from '../contacts/find-or-create.ts'
import { DomainError } from '../errors.ts'
import type { OrgId } from '../ids.ts'
import type { Enclosed } from '../messages/add-message.ts'
import { findMessageBySource } from '../messages/queries.ts'
import { sourceTaken } from '../source-taken.ts'
import type { Verb } from '../verb.ts'
import { type Added, append } from './append.ts'
import { findTicket, hold, type TicketReference } from './queries.ts'

export type ReplyToTicketArgs = {
  org: OrgId
  ticket: TicketReference
  user: GivenPerson
  body: string
  enclosed: Enclosed
}

/**
 * A reply by whoever a client says wrote it: outbound when that is a teammate, else inbound, and then a closed ticket
 * opens again (docs/contracts.md 1c#24).
 * @throws {DomainError} `not_found` naming the identifier; `conflict` when this ticket has a reply of that source id.
 */
export const replyToTicket: Verb<ReplyToTicketArgs, Added> = async (tx, args, stamp) => {
  const { org, ticket, body, enclosed } = args
  const found = await findTicket(tx, org, ticket)
  // The row lock that comes with it makes the next check hold until the commit.
  const conversation = found && (await hold(tx, org, found.id))
  if (!conversation) throw ticketMissing(ticket)
  const { source_specific_id } = enclosed
  if (
    source_specific_id !== null &&
    (await findMessageBySource(tx, org, conversation.id, source_specific_id))
  )
    throw sourceTaken()

  const { user } = args
  const teammate =
    (user.id !== null && (await findTeammate(tx, org, user.id))) ||
    (user.email !== null && (await findTeammateByEmail(tx, org, user.email)))
  if (teammate) {
    const author = { kind: 'teammate' as const, id: teammate.id, name: teammate.name }
    return {
      ...(await append(tx, org, conversation, { kind: 'message', author, body, enclosed }, stamp)),
      org,
    }
  }
  const contact = await findOrCreateContact(tx, org, user, stamp)
  const name = contact && (contact.name ?? contact.username ?? contact.email)
  const author = { kind: 'contact' as const, id: contact?.id ?? null, name }
  const done = await append(tx, org, conversation, { kind: 'message', author, body, enclosed }, stamp)
  return { ...done, events: [...done.events, ...(contact?.events ?? [])], org }
}

/** As {@link replyToTicket} refuses, for a look before anything is stored. */
export function ticketMissing(ticket: TicketReference): DomainError {
  return new DomainError('not_found', `ticket not found for identifier: ${ticket.given}`)
}
