import type { Tx } from '../../db/schema.ts'
import { type OrgId, ulidFrom } from '../ids.ts'
import { findCompany, findCompanyBySource } from './queries.ts'

/** A company as a client names it; `id` wins when both are given. */
export type GivenCompany = { id: string | null; source_specific_id: string | null }

/** `reference` is the raw value of a company nobody knows: kept, so that people see it (docs/contracts.md 1c#13). */
export type MatchedCompany = { id: string | null; reference: string | null }

export async function matchCompany(tx: Tx, org: OrgId, given: GivenCompany): Promise<MatchedCompany> {
  if (given.id !== null) {
    const ulid = ulidFrom(given.id)
    const known = ulid === undefined ? undefined : await findCompany(tx, org, ulid)
    return known ? { id: known.id, reference: null } : { id: null, reference: given.id }
  }
  if (given.source_specific_id === null) return { id: null, reference: null }
  const known = await findCompanyBySource(tx, org, given.source_specific_id)
  return known ? { id: known.id, reference: null } : { id: null, reference: given.source_specific_id }
}
