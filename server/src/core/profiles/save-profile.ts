// How a company or contact is made and changed: the same steps for both, as one table of queries each says.
import type { Tx } from '../../db/schema.ts'
import { DomainError, missing } from '../errors.ts'
import type { Actor } from '../events.ts'
import { type OrgId, type Time, withUuidShape } from '../ids.ts'
import type { Effect, Stamp } from '../verb.ts'
import { addTags, findBySources, listLabels, type Noun, releaseSources, removeTags } from './queries.ts'

/** The fields somebody gave; the others stay as they are. */
export type Given<P> = { [F in keyof P]?: P[F] | undefined }
type Change = { add: string[]; remove: string[] }

export type SaveArgs<P> = {
  org: OrgId
  actor: Actor
  /** A `new` one clashes with what is there; `matching` changes what its source ids, then its address, find. */
  target: { id: string } | 'new' | 'matching'
  fields: Given<P>
  tags: Change
  sources: Change
}

export type Saved = { id: string; created: boolean }

/** The queries of one noun. `address` is the field that finds it: a company's domain, a contact's e-mail. */
export type Records<P> = {
  noun: Noun
  address: keyof P & string
  blank: P
  findByAddress(tx: Tx, org: OrgId, address: string): Promise<{ id: string } | undefined>
  /** False when the address is taken; then nothing was stored. */
  insert(tx: Tx, org: OrgId, id: string, profile: P, now: Time): Promise<boolean>
  undo(tx: Tx, org: OrgId, id: string): Promise<void>
  lock(tx: Tx, org: OrgId, id: string): Promise<P | undefined>
  /** @throws {DomainError} `conflict` when the address is taken. */
  update(tx: Tx, org: OrgId, id: string, change: { before: P; after: P }, now: Time): Promise<void>
  claimSource(tx: Tx, org: OrgId, id: string, value: string): Promise<boolean>
}

/** Keeps a page of the list small: 200 accounts with all their labels. */
const MOST_LABELS = 100
/** Lost races before giving up: each means that another transaction made or deleted the very same one. */
const TRIES = 3

/**
 * What is taken away goes first, so that something named in both lists stays. A change that changes nothing leaves no
 * event.
 * @throws {DomainError} `conflict` when the address or a source id is another one's, `not_found` for an id that is
 *   gone, `invalid` when a new one lacks a name or address, or has too many labels.
 */
export async function saveProfile<P extends object>(
  tx: Tx,
  records: Records<P>,
  args: SaveArgs<P>,
  { now, id }: Stamp,
): Promise<Effect<Saved>> {
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await findTarget(tx, records, args)
    if (found === undefined) {
      const made = await create(tx, records, args, withUuidShape(id()), now)
      if (made !== undefined) return effect(records.noun, args, { id: made, created: true })
      continue
    }
    const before = await records.lock(tx, args.org, found)
    if (before) {
      const changed = await change(tx, records, args, found, before, now)
      return effect(records.noun, args, { id: found, created: false }, changed)
    }
    if (typeof args.target === 'object') throw missing(records.noun)
  }
  throw new DomainError('unavailable', 'the account changed meanwhile')
}

async function findTarget<P>(tx: Tx, records: Records<P>, args: SaveArgs<P>): Promise<string | undefined> {
  const { org, target, sources, fields } = args
  if (typeof target === 'object') return target.id
  if (target === 'new') return undefined
  const owners = await findBySources(tx, org, records.noun, sources.add)
  for (const value of sources.add) {
    const known = owners.find((each) => each.value === value)
    if (known) return known.id
  }
  const address: unknown = fields[records.address]
  return typeof address === 'string' ? (await records.findByAddress(tx, org, address))?.id : undefined
}

/** Undefined when a parallel transaction of PostgreSQL's made one since the look that found none. */
async function create<P extends object>(
  tx: Tx,
  records: Records<P>,
  { org, target, fields, tags, sources }: SaveArgs<P>,
  id: string,
  now: Time,
): Promise<string | undefined> {
  const profile = merge(records.blank, fields)
  // Both are fields of P; a new one may lack any other.
  for (const field of ['name', records.address])
    if (!(fields as Record<string, unknown>)[field])
      throw new DomainError('invalid', `${field} is required`, { field })
  if (!(await records.insert(tx, org, id, profile, now))) {
    if (target === 'new') throw taken(records.address)
    return undefined
  }
  for (const value of inOneOrder(sources.add))
    if (!(await records.claimSource(tx, org, id, value))) {
      if (target === 'new') throw sourceTaken()
      await records.undo(tx, org, id)
      return undefined
    }
  await addTags(tx, org, records.noun, id, tags.add)
  await assertLabels(tx, org, records.noun, id)
  return id
}

async function change<P extends object>(
  tx: Tx,
  records: Records<P>,
  { org, fields, tags, sources }: SaveArgs<P>,
  id: string,
  before: P,
  now: Time,
): Promise<boolean> {
  const { noun } = records
  const after = merge(before, fields)
  const names = Object.keys(after) as (keyof P)[]
  let labels = await removeTags(tx, org, noun, id, tags.remove)
  labels += await addTags(tx, org, noun, id, tags.add)
  labels += await releaseSources(tx, org, noun, id, sources.remove)
  const owners = new Map(
    (await findBySources(tx, org, noun, sources.add)).map((each) => [each.value, each.id]),
  )
  for (const value of inOneOrder(sources.add)) {
    if (owners.get(value) === id) continue
    if (!(await records.claimSource(tx, org, id, value))) throw sourceTaken()
    labels++
  }
  if (labels > 0) await assertLabels(tx, org, noun, id)
  if (labels === 0 && names.every((name) => after[name] === before[name])) return false
  await records.update(tx, org, id, { before, after }, now)
  return true
}

/** Two transactions that claim the same values one after the other wait for each other, and never in a circle. */
const inOneOrder = (values: readonly string[]) => [...new Set(values)].sort()

async function assertLabels(tx: Tx, org: OrgId, noun: Noun, id: string): Promise<void> {
  const labels = await listLabels(tx, org, noun, [id])
  const tags = labels.filter((label) => label.kind === 'tag').length
  const refuse = (field: string) =>
    new DomainError('invalid', `${field} has too many entries (maximum ${MOST_LABELS})`, { field })
  if (tags > MOST_LABELS) throw refuse('tags')
  if (labels.length - tags > MOST_LABELS) throw refuse('source_specific_ids')
}

function merge<P extends object>(profile: P, given: Given<P>): P {
  const merged = { ...profile }
  // The keys of `given` are keys of P by its type; columns nobody may give never get here.
  for (const field of Object.keys(given) as (keyof P)[]) {
    const value = given[field]
    if (value !== undefined) merged[field] = value as P[typeof field]
  }
  return merged
}

export const taken = (field: string) => new DomainError('conflict', `${field} already exists`, { field })
const sourceTaken = () => new DomainError('conflict', 'source specific id already exists')

function effect<P>(noun: Noun, { org, actor }: SaveArgs<P>, result: Saved, changed = true): Effect<Saved> {
  const type = `${noun}.${result.created ? 'created' : 'updated'}` as const
  return {
    result,
    org,
    events: changed ? [{ type, conversationId: null, actor, data: { id: result.id } }] : [],
  }
}
