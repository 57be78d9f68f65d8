import type { Tx } from '../../../db/schema.ts'
import { holdSettings } from '../../accounts/queries.ts'
import { DomainError, missing } from '../../errors.ts'
import type { Actor } from '../../events.ts'
import type { OrgId, Time } from '../../ids.ts'
import { sortNameOf } from '../../sort-name.ts'
import type { Effect, Stamp } from '../../verb.ts'
import { addTags, listLabels, type Noun } from '../queries.ts'
import { indexWords } from '../search/queries.ts'
import {
  type Fields,
  holdParty,
  insertMerge,
  listAliases,
  type Party,
  pointTo,
  saveFields,
} from './queries.ts'

export type MergeArgs = {
  org: OrgId
  actor: Actor
  ip: string | null
  /** The survivor. */
  id: string
  from: string
  /** That whoever asks knows the survivor to be verified, and the other one not to be. */
  intoVerified: boolean
}

export type Merged = { id: string; mergeId: string }

/** What undoing takes back: of fields the names, for the values still stand in the alias. */
export type Inverse = { filled: string[]; tags: string[]; carried: string[]; domain: string | null }

/** Bounds what one merge writes, and every read that looks through aliases. */
const MOST_MERGED = 50
const MOST_LABELS = 100

/**
 * `from` becomes an alias of `id`. Nothing moves: conversations, identities and past events keep naming `from`, and every
 * reader looks through the alias. So the writer is held for the same few rows however much there is, whatever arrives in
 * the same moment under the old id is not lost, and undoing has nothing to gather. Blanks of the survivor are filled,
 * tags added; nothing is overwritten.
 * @throws {DomainError} `not_found`; `invalid` for itself; `conflict` for one that is merged already, a circle, too many,
 *   and for a verified contact: it is never merged away, and others into it only knowingly.
 */
export async function mergeProfiles(
  tx: Tx,
  noun: Noun,
  args: MergeArgs,
  { now, id }: Stamp,
): Promise<Effect<Merged>> {
  const { org, actor, ip } = args
  // One merge after the other: two that cross would wait for each other's rows.
  await holdSettings(tx, org)
  const { into, from } = await holdBoth(tx, noun, args)
  assertMay(noun, into, from, args.intoVerified)
  const carried = (await listAliases(tx, org, noun, from.id)).map((alias) => alias.id)
  const already = await listAliases(tx, org, noun, into.id)
  if (already.length + carried.length + 1 > MOST_MERGED)
    throw refused(`a ${noun} can have ${MOST_MERGED} others merged into it at most`)

  const mergeId = id()
  const filled = Object.keys(from.fields).filter((field) => isBlank(into, field) && !isBlank(from, field))
  const domain = filled.includes('domain') ? String(from.fields.domain) : null
  // A domain is unique among rows: it goes over, where everything else is copied.
  if (domain !== null) await saveFields(tx, org, noun, from.id, { domain: null }, now)
  await pointTo(tx, org, noun, [from.id], { into: into.id, merge: mergeId }, now)
  await pointTo(tx, org, noun, carried, { into: into.id, merge: undefined }, now)
  const fields = Object.fromEntries(filled.map((field) => [field, from.fields[field] ?? null]))
  await saveMergedFields(tx, org, noun, into, fields, now)
  const labels = await listLabels(tx, org, noun, [into.id, from.id])
  assertLabels(labels)
  const tagsOfFrom = labels.filter((label) => label.kind === 'tag' && label.id === from.id)
  const tags = await addTags(
    tx,
    org,
    noun,
    into.id,
    tagsOfFrom.map((label) => label.value),
  )
  const inverse: Inverse = { filled, tags, carried, domain }
  const pair = { into_id: into.id, from_id: from.id }
  await insertMerge(tx, org, {
    id: mergeId,
    noun,
    ...pair,
    inverse: JSON.stringify(inverse),
    created_at: now,
  })
  await indexWords(tx, org, noun, from.id)
  await indexWords(tx, org, noun, into.id)
  const type = `${noun}.merged` as const
  const facts = { id: into.id, from_id: from.id, merge_id: mergeId }
  const about = { conversationId: null, actor, ...(noun === 'contact' && { contactId: into.id }) }
  return {
    result: { id: into.id, mergeId },
    org,
    events: [{ type, ...about, data: facts }],
    audit: [{ actor, action: type, subject: into.id, data: { from_id: from.id, merge_id: mergeId }, ip }],
  }
}

/** Both rows until the commit, in the order of their ids; the survivor as what its id means today. */
async function holdBoth(tx: Tx, noun: Noun, { org, id, from: fromId }: MergeArgs) {
  const named = await holdParty(tx, org, noun, id)
  const intoId = named?.merged_into ?? id
  const held = new Map<string, Party | undefined>()
  for (const each of [intoId, fromId].sort()) held.set(each, await holdParty(tx, org, noun, each))
  const [into, from] = [held.get(intoId), held.get(fromId)]
  if (!into || into.deleted_at !== null || !from || from.deleted_at !== null) throw missing(noun)
  if (id === fromId)
    throw new DomainError('invalid', `a ${noun} cannot be merged into itself`, { field: 'from' })
  if (into.id === from.id) throw refused(`this ${noun} is merged into the other already`)
  if (from.merged_into !== null) throw refused(`this ${noun} is merged into another already`)
  return { into, from }
}

/** Somebody proved who they are; what others claim is not added to that silently (and two proofs are two people). */
function assertMay(noun: Noun, into: Party, from: Party, intoVerified: boolean): void {
  if (from.verified && into.verified) throw refused('both contacts are verified, each by a proof of its own')
  if (from.verified) throw refused('a verified contact cannot be merged into one that is not')
  if (into.verified && !intoVerified)
    throw refused(
      `this ${noun} is verified and the other is not: send into_verified to merge them all the same`,
    )
}

function assertLabels(labels: readonly { kind: string; value: string }[]): void {
  for (const [kind, field] of [
    ['tag', 'tags'],
    ['source', 'source_specific_ids'],
  ] as const)
    if (new Set(labels.filter((label) => label.kind === kind).map(({ value }) => value)).size > MOST_LABELS)
      throw new DomainError('invalid', `${field} would have too many entries (maximum ${MOST_LABELS})`, {
        field,
      })
}

export const blankOf = (field: string) => (field === 'phones' ? '[]' : null)
const isBlank = ({ fields }: Party, field: string) => fields[field] === blankOf(field)

/** Also the name it is sorted by, which may be one of them. */
export async function saveMergedFields(
  tx: Tx,
  org: OrgId,
  noun: Noun,
  into: Party,
  fields: Fields,
  now: Time,
): Promise<void> {
  const { name, username, email } = { ...into.fields, ...fields }
  const called = name ?? username ?? email
  const sorted = noun === 'contact' ? { sort_name: sortNameOf(called == null ? null : String(called)) } : {}
  await saveFields(tx, org, noun, into.id, { ...fields, ...sorted }, now)
}

export const refused = (sentence: string) => new DomainError('conflict', sentence)
