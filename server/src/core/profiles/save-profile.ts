// How a company or contact is made and changed: the same steps for both, as one table of queries each says.
import type { Tx } from '../../db/schema.ts'
import { DomainError, missing } from '../errors.ts'
import type { Actor, EventDraft } from '../events.ts'
import { type OrgId, type Time, withUuidShape } from '../ids.ts'
import { sourceTaken } from '../source-taken.ts'
import type { Effect, Stamp } from '../verb.ts'
import { changesOf, type ProfileChanges } from './changes.ts'
import { addTags, findBySources, listLabels, type Noun, releaseSources, removeTags } from './queries.ts'
import { indexWords } from './search/queries.ts'

/** The fields somebody gave; the others stay as they are. */
export type Given<P> = { [F in keyof P]?: P[F] | undefined }
/** `whole`: what is to be added is all there is to be. */
type Change = { add: string[]; remove: string[]; whole?: boolean }

export type SaveArgs<P> = {
  org: OrgId
  actor: Actor
  /** A `new` one clashes with what is there; `matching` changes what its source ids, then its address, find. */
  target: { id: string } | 'new' | 'matching'
  /** The fields of which a new one must have at least one; by default its name, and its address as well. */
  anyOf?: readonly (keyof P & string)[]
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
  /** The one that an id means today: it may have been merged into another. */
  find(tx: Tx, org: OrgId, id: string): Promise<{ id: string } | undefined>
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
      if (made === undefined) continue
      await indexWords(tx, args.org, records.noun, made)
      return effect(records.noun, args, { id: made, created: true })
    }
    const before = await records.lock(tx, args.org, found)
    if (before) {
      const changes = await change(tx, records, args, found, before, now)
      if (changes) await indexWords(tx, args.org, records.noun, found)
      return effect(records.noun, args, { id: found, created: false }, changes)
    }
  }
  throw new DomainError('unavailable', 'the account changed meanwhile')
}

async function findTarget<P>(tx: Tx, records: Records<P>, args: SaveArgs<P>): Promise<string | undefined> {
  const { org, target, sources, fields } = args
  if (typeof target === 'object') {
    const known = await records.find(tx, org, target.id)
    if (!known) throw missing(records.noun)
    return known.id
  }
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
  { org, target, fields, tags, sources, anyOf }: SaveArgs<P>,
  id: string,
  now: Time,
): Promise<string | undefined> {
  const profile = merge(records.blank, fields)
  const given = (field: string) => Boolean((fields as Record<string, unknown>)[field])
  // Fields of P; a new one may lack any other.
  for (const field of anyOf ? [] : ['name', records.address])
    if (!given(field)) throw new DomainError('invalid', `${field} is required`, { field })
  if (anyOf && !anyOf.some(given)) {
    const [field = ''] = anyOf
    throw new DomainError('invalid', `${anyOf.join(' or ')} is required`, { field })
  }
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

/** What it changed; undefined when everything was as wanted. */
async function change<P extends object>(
  tx: Tx,
  records: Records<P>,
  { org, fields, tags, sources }: SaveArgs<P>,
  id: string,
  before: P,
  now: Time,
): Promise<ProfileChanges | undefined> {
  const { noun } = records
  const after = merge(before, fields)
  const labels = tags.whole || sources.whole ? await listLabels(tx, org, noun, [id]) : []
  const others = (kind: 'tag' | 'source', { add, remove, whole }: Change) =>
    whole
      ? labels.filter((each) => each.kind === kind && !add.includes(each.value)).map((each) => each.value)
      : remove
  const taggedOff = await removeTags(tx, org, noun, id, others('tag', tags))
  const tagged = await addTags(tx, org, noun, id, tags.add)
  const released = await releaseSources(tx, org, noun, id, others('source', sources))
  const owners = new Map(
    (await findBySources(tx, org, noun, sources.add)).map((each) => [each.value, each.id]),
  )
  const claimed: string[] = []
  for (const value of inOneOrder(sources.add)) {
    if (owners.get(value) === id) continue
    if (!(await records.claimSource(tx, org, id, value))) throw sourceTaken()
    claimed.push(value)
  }
  const changes = changesOf(before, after, {
    tags: [tagged, taggedOff],
    source_specific_ids: [claimed, released],
  })
  if (tagged.length + taggedOff.length + claimed.length + released.length > 0)
    await assertLabels(tx, org, noun, id)
  if (Object.keys(changes).length === 0) return undefined
  await records.update(tx, org, id, { before, after }, now)
  return changes
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

function effect<P>(
  noun: Noun,
  { org, actor }: SaveArgs<P>,
  result: Saved,
  changes?: ProfileChanges,
): Effect<Saved> {
  const { id, created } = result
  const about = { conversationId: null, actor, ...(noun === 'contact' && { contactId: id }) }
  const events: EventDraft[] = []
  if (created) events.push({ type: `${noun}.created`, ...about, data: { id } })
  else if (changes) events.push({ type: `${noun}.updated`, ...about, data: { id, changes } })
  return { result, org, events }
}
