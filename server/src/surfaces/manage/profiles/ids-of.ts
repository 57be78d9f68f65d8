// One contact or company may be several rows: those merged into it keep their ids.
import { findCompany } from '../../../core/companies/queries.ts'
import { findContact } from '../../../core/contacts/queries.ts'
import type { Core } from '../../../core/core.ts'
import { missing } from '../../../core/errors.ts'
import type { OrgId } from '../../../core/ids.ts'
import { listAliases } from '../../../core/profiles/merge/queries.ts'
import type { Noun } from '../../../core/profiles/queries.ts'

/** The survivor's id and those of all merged into it. @throws {DomainError} `not_found` */
export async function idsOf(core: Core, org: OrgId, noun: Noun, id: string): Promise<string[]> {
  const ids = await idsIfAny(core, org, noun, id)
  if (ids.length === 0) throw missing(noun)
  return ids
}

/** As {@link idsOf}; for a filter, what is unknown is nobody's rather than an error. */
export async function idsFor(core: Core, org: OrgId, noun: Noun, id: string): Promise<string[]> {
  const ids = await idsIfAny(core, org, noun, id)
  return ids.length === 0 ? [id] : ids
}

async function idsIfAny(core: Core, org: OrgId, noun: Noun, id: string): Promise<string[]> {
  const found = await (noun === 'contact' ? findContact : findCompany)(core.read, org, id)
  if (!found) return []
  return [found.id, ...(await listAliases(core.read, org, noun, found.id)).map((alias) => alias.id)]
}
