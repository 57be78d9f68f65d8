import { holdSettings } from '../accounts/queries.ts'
import { missing } from '../errors.ts'
import type { Actor } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { forgetProfiles } from '../profiles/forget.ts'
import type { Verb } from '../verb.ts'
import { blankContact } from './profile/queries.ts'

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
  // No merge meanwhile: an alias of what is gone would stay.
  await holdSettings(tx, org)
  // The row first: whoever changes the contact holds the row meanwhile.
  const gone = await blankContact(tx, org, id, now)
  if (gone.length === 0) throw missing('contact')
  await forgetProfiles(tx, org, 'contact', gone)
  return {
    result: null,
    org,
    events: [{ type: 'contact.deleted', conversationId: null, contactId: id, actor, data: { id } }],
    audit: [{ actor, action: 'contact.deleted', subject: id }],
  }
}
