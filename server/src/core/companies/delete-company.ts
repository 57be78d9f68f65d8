import { holdSettings } from '../accounts/queries.ts'
import { missing } from '../errors.ts'
import type { Actor } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { forgetProfiles } from '../profiles/forget.ts'
import type { Verb } from '../verb.ts'
import { blankCompany } from './queries.ts'

/**
 * The company is forgotten; a row without content stays for its tickets to point at. Its domain and source ids are
 * free, and its contacts belong to no company.
 * @throws {DomainError} `not_found`
 */
export const deleteCompany: Verb<{ org: OrgId; actor: Actor; id: string }, null> = async (
  tx,
  { org, actor, id },
  { now },
) => {
  // No merge meanwhile: an alias of what is gone would stay.
  await holdSettings(tx, org)
  // The row first: whoever gives it a source id holds the row meanwhile.
  const gone = await blankCompany(tx, org, id, now)
  if (gone.length === 0) throw missing('company')
  await forgetProfiles(tx, org, 'company', gone)
  return {
    result: null,
    org,
    events: [{ type: 'company.deleted', conversationId: null, actor, data: { id } }],
    audit: [{ actor, action: 'company.deleted', subject: id }],
  }
}
