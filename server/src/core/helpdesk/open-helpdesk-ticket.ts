import type { Schema, Tx } from '../../db/schema.ts'
import { claimedContact, companyOf } from '../chat/people/claimed-contact.ts'
import { nextTicket } from '../conversations/numbers/queries.ts'
import { insertConversation } from '../conversations/queries.ts'
import { titleFrom } from '../conversations/title.ts'
import { DomainError } from '../errors.ts'
import type { Actor } from '../events.ts'
import type { OrgId, Time } from '../ids.ts'
import { addMessage, nothingEnclosed } from '../messages/add-message.ts'
import type { AuditDraft, Stamp, Verb } from '../verb.ts'
import { findHelpdesk, helpdeskName, insertHelpdesk } from './queries.ts'

export type OpenHelpdeskTicketArgs = {
  org: OrgId
  site: { id: string; name: string }
  /** What the site's server proved itself with. */
  secretKey: { publicId: string; name: string }
  subject: string
  body: string
  /** In canonical form. The key says which site asks, and nothing of who typed this: it is a claim. */
  email: string
  name: string | null
  priority: Schema['conversation']['priority']
}

export type OpenHelpdeskTicketResult = {
  conversationId: string
  number: string
  serial: number
  contact: { email: string; name: string }
  createdAt: Time
}

/** A ticket of a site's own server, such as from its contact form, with its number, first message and who claims to ask. */
export const openHelpdeskTicket: Verb<OpenHelpdeskTicketArgs, OpenHelpdeskTicketResult> = async (
  tx,
  args,
  stamp,
) => {
  const { org, body, email, priority } = args
  const { now, id } = stamp
  const channel = await channelOf(tx, args, stamp)
  const contact = await claimedContact(tx, org, { name: args.name, email }, stamp)
  // The company may be younger than the contact.
  const company = contact.company_id ?? (await companyOf(tx, org, email))?.id ?? null
  // Late, as the ticket counter's row stays locked until the commit.
  const numbered = await nextTicket(tx, org)
  const { number, serial } = numbered
  const conversationId = id()
  const title = titleFrom(args.subject, body)
  await insertConversation(tx, org, {
    id: conversationId,
    ...numbered,
    title,
    priority,
    channelId: channel.id,
    contactId: contact.id,
    companyId: company,
    companyReference: null,
    sourceSpecificId: null,
    additionalProperties: '{}',
    now,
  })
  const name = contact.name ?? email
  const author = { kind: 'contact' as const, id: contact.id, name }
  const created = await addMessage(
    tx,
    org,
    {
      ...{ id: id(), conversationId, seq: 1, kind: 'message', direction: 'inbound', delivery: 'none' },
      ...{ author, body, now, enclosed: nothingEnclosed },
    },
    author,
    id,
  )
  return {
    result: { conversationId, number, serial, contact: { email, name }, createdAt: now },
    org,
    events: [
      {
        type: 'conversation.opened',
        conversationId,
        actor: author,
        data: { number, title, channel: { id: channel.id, kind: 'tickets' } },
      },
      created,
      ...contact.events,
    ],
    audit: channel.audit,
  }
}

/** Made with the site's first ticket. */
async function channelOf(
  tx: Tx,
  { org, site, secretKey }: OpenHelpdeskTicketArgs,
  { now, id }: Stamp,
): Promise<{ id: string; audit: AuditDraft[] }> {
  const known = await findHelpdesk(tx, org, site.id)
  if (known) return { id: known.id, audit: [] }
  const made = id()
  const name = helpdeskName(site.name)
  if (await insertHelpdesk(tx, org, { id: made, site: site.id, name, now })) {
    const actor: Actor = { kind: 'api_key', id: secretKey.publicId, name: secretKey.name }
    const data = { kind: 'tickets', name }
    return { id: made, audit: [{ actor, action: 'channel.created', subject: made, data }] }
  }
  // PostgreSQL only: another ticket was the first one.
  const other = await findHelpdesk(tx, org, site.id)
  if (!other) throw new DomainError('unavailable', 'the site changed meanwhile')
  return { id: other.id, audit: [] }
}
