import type { Tx } from '../../db/schema.ts'
import { DomainError } from '../errors.ts'
import type { Actor, EventDraft } from '../events.ts'
import { type OrgId, ulidFrom, withUuidShape } from '../ids.ts'
import { changesOf } from '../profiles/changes.ts'
import { indexWords, insertWords } from '../profiles/search/queries.ts'
import type { Stamp } from '../verb.ts'
import {
  type ContactFields,
  claimIdentity,
  contactSortName,
  deleteContact,
  fillContact,
  findContact,
  findContactByIdentity,
  type Identity,
  insertContact,
} from './queries.ts'

/** A person as a client names them: `id` is ours, or one of the client's own that we keep. */
export type GivenPerson = ContactFields & { id: string | null; source_specific_id: string | null }

export type Person = ContactFields & { id: string; company_id: string | null }

/** `events` say that the contact was made or completed: for the verb to hand on. */
export type FoundPerson = Person & { events: EventDraft[] }

/** Lost races before giving up: each means that another transaction made a contact of one of these identities. */
const TRIES = 3

/**
 * The contact these identifiers point at, made if there is none. They are tried from the most specific on: `id`,
 * `source_specific_id`, `email`; missing fields and identifiers are filled, none overwritten or taken from somebody
 * else (docs/contracts.md 1c#11, 1c#12). Without an identifier nobody can be recognised: each call makes a new
 * contact. Null when nothing at all is known of the person.
 */
export async function findOrCreateContact(
  tx: Tx,
  org: OrgId,
  given: GivenPerson,
  stamp: Stamp,
): Promise<FoundPerson | null> {
  if (Object.values(given).every((value) => value === null)) return null
  for (let tries = 0; tries < TRIES; tries++) {
    const known = await findGiven(tx, org, given)
    if (known) return await complete(tx, org, known, given, stamp)
    const made = await create(tx, org, given, stamp)
    if (made) return made
  }
  throw new DomainError('unavailable', 'the contact changed meanwhile')
}

async function findGiven(tx: Tx, org: OrgId, given: GivenPerson): Promise<Person | undefined> {
  const ours = given.id === null ? undefined : ulidFrom(given.id)
  const byId = ours === undefined ? undefined : await findContact(tx, org, ours)
  if (byId) return byId
  for (const identity of identitiesOf(given)) {
    const known = await findContactByIdentity(tx, org, identity)
    if (known) return known
  }
  return undefined
}

/** An `id` that is not ours is kept, so that its next mention finds the same contact. */
function identitiesOf({ id, source_specific_id, email }: GivenPerson): Identity[] {
  const identities: Identity[] = []
  if (id !== null) identities.push({ kind: 'external_id', value: id })
  if (source_specific_id !== null) identities.push({ kind: 'source_specific_id', value: source_specific_id })
  if (email !== null) identities.push({ kind: 'email', value: email })
  return identities
}

/** Undefined when a parallel transaction of PostgreSQL's claimed one of the identities first. */
async function create(
  tx: Tx,
  org: OrgId,
  given: GivenPerson,
  { now, id }: Stamp,
): Promise<FoundPerson | undefined> {
  const { email, name, username, image_url } = given
  const contact = { id: withUuidShape(id()), email, name, username, image_url }
  await insertContact(tx, org, { ...contact, now })
  for (const identity of identitiesOf(given))
    if (!(await claimIdentity(tx, org, { ...identity, contact: contact.id }))) {
      await deleteContact(tx, org, contact.id)
      return undefined
    }
  const { source_specific_id } = given
  const texts = [name, username, email, source_specific_id, given.id]
  const wordy = { texts, tags: [], company: null }
  await insertWords(tx, org, 'contact', { id: contact.id, sortName: contactSortName(contact), wordy })
  const about = { conversationId: null, contactId: contact.id, actor: actorOf(contact) }
  const created: EventDraft = { type: 'contact.created', ...about, data: { id: contact.id } }
  return { ...contact, company_id: null, events: [created] }
}

/** They said it themselves, as far as anybody knows. */
function actorOf({ id, name, username, email }: Omit<Person, 'company_id' | 'image_url'>): Actor {
  return { kind: 'contact', id, name: name ?? username ?? email }
}

async function complete(
  tx: Tx,
  org: OrgId,
  known: Person,
  given: GivenPerson,
  { now }: Stamp,
): Promise<FoundPerson> {
  let claimed = false
  const own = async (identity: Identity) => {
    const mine = await claimIdentity(tx, org, { ...identity, contact: known.id })
    claimed ||= mine
    return mine
  }
  const sources: string[] = []
  if (given.id !== null && !(await isOurs(tx, org, given.id)))
    await own({ kind: 'external_id', value: given.id })
  const { source_specific_id: source } = given
  if (source !== null && (await own({ kind: 'source_specific_id', value: source }))) sources.push(source)
  const newAddress = known.email === null && given.email !== null
  const email = newAddress && (await own({ kind: 'email', value: given.email ?? '' })) ? given.email : null
  const fillable =
    email !== null ||
    (['name', 'username', 'image_url'] as const).some(
      (field) => known[field] === null && given[field] !== null,
    )
  const filled = (fillable && (await fillContact(tx, org, known, { ...given, email }, now))) || known
  if (!claimed && filled === known) return { ...known, events: [] }
  await indexWords(tx, org, 'contact', known.id)
  const changes = changesOf(
    known,
    { ...known, ...filled },
    { tags: [[], []], source_specific_ids: [sources, []] },
  )
  const about = { conversationId: null, contactId: known.id, actor: actorOf(filled) }
  // An id of another system that is kept is nothing people see.
  const told = Object.keys(changes).length > 0
  return {
    ...filled,
    events: told ? [{ type: 'contact.updated', ...about, data: { id: known.id, changes } }] : [],
  }
}

/** Also the id of somebody who was merged: that finds the survivor by itself. */
async function isOurs(tx: Tx, org: OrgId, id: string): Promise<boolean> {
  const ulid = ulidFrom(id)
  return ulid !== undefined && (await findContact(tx, org, ulid)) !== undefined
}
