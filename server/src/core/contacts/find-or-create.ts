import type { Tx } from '../../db/schema.ts'
import { DomainError } from '../errors.ts'
import type { OrgId } from '../ids.ts'
import type { Stamp } from '../verb.ts'
import {
  type ContactFields,
  claimIdentity,
  deleteContact,
  fillContact,
  findContactByIdentity,
  insertContact,
} from './queries.ts'

export type Person = ContactFields & { id: string }

/**
 * The contact with this e-mail address, made if there is none; missing fields are filled, none overwritten
 * (docs/contracts.md 1c#11). Without an address nobody can be recognised: each call makes a new contact.
 * Null when nothing at all is known of the person.
 */
export async function findOrCreateContact(
  tx: Tx,
  org: OrgId,
  given: ContactFields,
  { now, id }: Stamp,
): Promise<Person | null> {
  if (Object.values(given).every((value) => value === null)) return null
  const { email } = given
  const known =
    email === null ? undefined : await findContactByIdentity(tx, org, { kind: 'email', value: email })
  if (known) return await fillBlanks(tx, org, known, given, now)

  const contact = { id: id(), ...given }
  await insertContact(tx, org, { ...contact, now })
  if (email === null || (await claimIdentity(tx, org, { kind: 'email', value: email, contact: contact.id })))
    return contact

  // PostgreSQL only: a parallel transaction claimed the address first; its contact is the one.
  await deleteContact(tx, org, contact.id)
  const winner = await findContactByIdentity(tx, org, { kind: 'email', value: email })
  if (!winner) throw new DomainError('unavailable', 'the contact changed meanwhile')
  return await fillBlanks(tx, org, winner, given, now)
}

async function fillBlanks(
  tx: Tx,
  org: OrgId,
  known: Person,
  given: ContactFields,
  now: string,
): Promise<Person> {
  const fillable = (['name', 'username', 'image_url'] as const).some(
    (field) => known[field] === null && given[field] !== null,
  )
  return (fillable && (await fillContact(tx, org, known.id, given, now))) || known
}
