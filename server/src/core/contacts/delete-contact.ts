import { missing } from '../errors.ts'
import type { Actor } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { dropLabels } from '../profiles/queries.ts'
import type { Verb } from '../verb.ts'
import { eraseContact } from './profile/queries.ts'

/**
 * The contact is forgotten: a row without content stays for its tickets to point at, nothing finds it any longer, and
 * whoever writes from the same address is somebody new. What it wrote stays with the tickets.
 * @throws {DomainError} `not_found`
 */
export const deleteContact: Verb<{ org: OrgId; actor: Actor; id: string }, null> = async (
  tx,
  { org, actor, id },
  { now },
) => {
  // The row first: whoever changes the contact holds the row meanwhile.
  if (!(await eraseContact(tx, org, id, now))) throw missing('contact')
  await dropLabels(tx, org, 'contact', id)
  return {
    result: null,
    org,
    events: [{ type: 'contact.deleted', conversationId: null, actor, data: { id } }],
    audit: [{ actor, action: 'contact.deleted', subject: id }],
  }
}
