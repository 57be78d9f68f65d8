import type { Tx } from '../../db/schema.ts'
import { nextUnnumbered } from '../conversations/numbers/queries.ts'
import { insertConversation } from '../conversations/queries.ts'
import { moveTallies } from '../conversations/tallies/queries.ts'
import { titleFrom } from '../conversations/title.ts'
import { DomainError } from '../errors.ts'
import type { OrgId } from '../ids.ts'
import { addMessage, nothingEnclosed } from '../messages/add-message.ts'
import type { Identity } from '../sites/identity.ts'
import type { Stamp, Verb } from '../verb.ts'
import { claimedContact, provenContact } from './people/claimed-contact.ts'
import { findVisitor, insertVisitor } from './queries.ts'

export type OpenChatArgs = {
  org: OrgId
  /** The site's. */
  channelId: string
  /** Digest of the token that the visitor chose. */
  tokenHash: string
  /** Of the other token, which we made; sealed it is answered again to a repeat. */
  conversationToken: { hash: string; sealed: string }
  name: string
  /** In canonical form: a claim, unless proven. */
  email: string
  /** Checked already; null: they are who they say they are, perhaps. */
  proven: Identity | null
  body: string
  clientMessageId: string | null
  /** Sent nowhere: the answer carries it, so that a repeat carries the same. */
  autoReply: string | null
}

export type OpenChatResult = {
  conversationId: string
  messageId: string
  seq: number
  createdAt: string
  sealedToken: string
  autoReply: string | null
}

/**
 * A chat of a visitor, with its first message.
 * @throws {DomainError} `conflict` when the organisation has one of this token, open or closed (docs/contracts.md 4c#4).
 */
export const openChat: Verb<OpenChatArgs, OpenChatResult> = async (tx, args, stamp) => {
  const { org, channelId, tokenHash, conversationToken, body, clientMessageId, autoReply } = args
  if (await findVisitor(tx, org, tokenHash)) throw tokenTaken()
  const { now, id } = stamp
  const contact = await contactOf(tx, args, stamp)
  const [conversationId, messageId] = [id(), id()]
  const title = titleFrom(null, body)
  await insertConversation(tx, org, {
    id: conversationId,
    ...(await nextUnnumbered(tx, org)),
    title,
    priority: null,
    channelId,
    contactId: contact.id,
    companyId: contact.company_id,
    companyReference: null,
    sourceSpecificId: null,
    additionalProperties: '{}',
    now,
  })
  const visitor = { tokenHash, conversationTokenHash: conversationToken.hash, channelId, conversationId, now }
  // PostgreSQL only: a parallel transaction committed the same token since the look above.
  if (!(await insertVisitor(tx, org, visitor))) throw tokenTaken()
  const author = { kind: 'contact' as const, id: contact.id, name: contact.name }
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
      enclosed: { ...nothingEnclosed, source_specific_id: clientMessageId },
    },
    author,
    id,
  )
  await moveTallies(tx, org, [{ to: { assignee_id: null, status: 'open' } }])
  const { sealed: sealedToken } = conversationToken
  return {
    result: { conversationId, messageId, seq: 1, createdAt: now, sealedToken, autoReply },
    org,
    events: [
      {
        type: 'conversation.opened',
        conversationId,
        actor: author,
        data: { number: null, title, channel: { id: channelId, kind: 'chat' } },
      },
      created,
      ...contact.events,
    ],
  }
}

async function contactOf(tx: Tx, { org, name, email, proven }: OpenChatArgs, stamp: Stamp) {
  if (proven) return await provenContact(tx, org, { ...proven, name }, stamp)
  return await claimedContact(tx, org, { name, email }, stamp)
}

/** The words are published. */
function tokenTaken(): DomainError {
  return new DomainError('conflict', 'A conversation with this visitor token already exists')
}
