import { hold } from '../conversations/queries.ts'
import { DomainError } from '../errors.ts'
import type { OrgId } from '../ids.ts'
import type { Identity } from '../sites/identity.ts'
import type { Verb } from '../verb.ts'
import { provenContact } from './people/claimed-contact.ts'
import { isVerified, setContact } from './people/queries.ts'
import { findVisitor } from './queries.ts'
import { conversationMissing } from './write-in-chat.ts'

export type ProveVisitorArgs = {
  org: OrgId
  tokenHash: string
  /** Checked already. */
  proven: Identity
  name: string | null
}

/**
 * Gives the conversation to the contact that the proof means. What the visitor said they were stays a contact of its own:
 * others may have said the same.
 * @throws {DomainError} `not_found` for an unknown token, `conflict` when it is somebody else's, proven before.
 */
export const proveVisitor: Verb<ProveVisitorArgs, null> = async (tx, args, stamp) => {
  const { org, tokenHash, proven, name } = args
  const visitor = await findVisitor(tx, org, tokenHash)
  const conversation = visitor && (await hold(tx, org, visitor.conversation_id))
  if (!conversation) throw conversationMissing()
  const contact = await provenContact(tx, org, { ...proven, name }, stamp)
  const before = conversation.contact_id
  if (before === contact.id) return { result: null, org, events: contact.events }
  if (before !== null && (await isVerified(tx, org, before)))
    throw new DomainError('conflict', 'This conversation belongs to somebody else')
  await setContact(tx, org, conversation.id, contact.id)
  const actor = { kind: 'contact' as const, id: contact.id, name: contact.name }
  return {
    result: null,
    org,
    events: [
      ...contact.events,
      {
        type: 'conversation.proven',
        conversationId: conversation.id,
        contactId: contact.id,
        actor,
        data: { contact_id: contact.id },
      },
    ],
  }
}
