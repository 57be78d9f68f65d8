import { missing } from '../errors.ts'
import type { Actor } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { dropLabels } from '../profiles/queries.ts'
import type { Verb } from '../verb.ts'
import { eraseCompany } from './queries.ts'

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
  // The row first: whoever gives it a source id holds the row meanwhile.
  if (!(await eraseCompany(tx, org, id, now))) throw missing('company')
  await dropLabels(tx, org, 'company', id)
  return {
    result: null,
    org,
    events: [{ type: 'company.deleted', conversationId: null, actor, data: { id } }],
    audit: [{ actor, action: 'company.deleted', subject: id }],
  }
}
