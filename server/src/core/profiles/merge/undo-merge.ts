import type { Tx } from '../../../db/schema.ts'
import { holdSettings } from '../../accounts/queries.ts'
import { findCompanyByDomain } from '../../companies/queries.ts'
import { missing } from '../../errors.ts'
import type { Actor } from '../../events.ts'
import type { OrgId } from '../../ids.ts'
import type { Effect, Stamp } from '../../verb.ts'
import { type Noun, removeTags } from '../queries.ts'
import { indexWords } from '../search/queries.ts'
import { blankOf, type Inverse, type Merged, refused, saveMergedFields } from './merge-profiles.ts'
import { holdParty, listAliases, pointTo, saveFields, takeMerge } from './queries.ts'

export type UndoMergeArgs = { org: OrgId; actor: Actor; ip: string | null; mergeId: string }

/**
 * The alias is itself again, with everything that still names it and those that were merged into it before. The survivor
 * loses what it was given then, unless somebody changed it since; what came since the merge stays with the survivor.
 * @throws {DomainError} `not_found` for a merge that never was or was undone; `conflict` while the survivor is itself
 *   merged into another: that merge was later and is to be undone first.
 */
export async function undoMerge(
  tx: Tx,
  noun: Noun,
  { org, actor, ip, mergeId }: UndoMergeArgs,
  { now }: Stamp,
): Promise<Effect<Merged>> {
  await holdSettings(tx, org)
  const merge = await takeMerge(tx, org, noun, mergeId, now)
  if (!merge) throw missing('merge')
  // Written by `mergeProfiles` alone.
  const inverse: Inverse = JSON.parse(merge.inverse)
  const [one, other] = [merge.into_id, merge.from_id].sort()
  const held = [await holdParty(tx, org, noun, one ?? ''), await holdParty(tx, org, noun, other ?? '')]
  const into = held.find((party) => party?.id === merge.into_id)
  const from = held.find((party) => party?.id === merge.from_id)
  if (!into || !from) throw missing('merge')
  if (into.merged_into !== null) throw refused(`this ${noun} was merged into another later`)

  await pointTo(tx, org, noun, [from.id], null, now)
  const aliases = await listAliases(tx, org, noun, into.id)
  const carried = aliases.map(({ id }) => id).filter((id) => inverse.carried.includes(id))
  await pointTo(tx, org, noun, carried, { into: from.id, merge: undefined }, now)
  const given = (field: string) => (field === 'domain' ? inverse.domain : from.fields[field])
  const unchanged = inverse.filled.filter((field) => into.fields[field] === given(field))
  const fields = Object.fromEntries(unchanged.map((field) => [field, blankOf(field)]))
  await saveMergedFields(tx, org, noun, into, fields, now)
  if (noun === 'contact' && !unchanged.includes('email') && into.fields.email === from.fields.email)
    // The address is the other one's, and finds them from now on.
    await saveMergedFields(tx, org, noun, into, { ...fields, email: null }, now)
  if (inverse.domain !== null && !(await findCompanyByDomain(tx, org, inverse.domain)))
    await saveFields(tx, org, noun, from.id, { domain: inverse.domain }, now)
  await removeTags(tx, org, noun, into.id, inverse.tags)
  await indexWords(tx, org, noun, into.id)
  await indexWords(tx, org, noun, from.id)
  const type = `${noun}.unmerged` as const
  const facts = { id: into.id, from_id: from.id, merge_id: mergeId }
  const about = { conversationId: null, actor, ...(noun === 'contact' && { contactId: into.id }) }
  return {
    result: { id: into.id, mergeId },
    org,
    events: [{ type, ...about, data: facts }],
    audit: [{ actor, action: type, subject: into.id, data: { from_id: from.id, merge_id: mergeId }, ip }],
  }
}
