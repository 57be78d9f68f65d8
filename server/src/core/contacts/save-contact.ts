import type { Tx } from '../../db/schema.ts'
import { matchCompany } from '../companies/match-company.ts'
import type { OrgId, Time } from '../ids.ts'
import { type Records, type SaveArgs, type Saved, saveProfile, taken } from '../profiles/save-profile.ts'
import type { Verb } from '../verb.ts'
import { type ContactProfile, lockContact, releaseEmail, updateContact } from './profile/queries.ts'
import { claimIdentity, deleteContact, findContact, findContactByIdentity, insertContact } from './queries.ts'

/** `username` is not among the fields of the accounts API; the list sorts by it when there is no name. */
export type Profile = ContactProfile & { username: string | null }

const contacts: Records<Profile> = {
  noun: 'contact',
  address: 'email',
  blank: {
    name: null,
    email: null,
    username: null,
    image_url: null,
    role: null,
    company_id: null,
    phones: '[]',
    contract_value: null,
    contract_type: null,
  },
  find: findContact,
  findByAddress: (tx, org, value) => findContactByIdentity(tx, org, { kind: 'email', value }),
  insert,
  undo: deleteContact,
  lock: lockContact,
  update,
  claimSource: (tx, org, contact, value) =>
    claimIdentity(tx, org, { kind: 'source_specific_id', value, contact }),
}

/**
 * Makes or changes a contact; errors as {@link saveProfile}. `company_id` is as a client gave it: one that nobody knows
 * leaves the contact without a company (docs/contracts.md 1c#36).
 */
export const saveContact: Verb<SaveArgs<Profile>, Saved> = async (tx, args, stamp) => {
  const { company_id: given } = args.fields
  const company_id =
    given === undefined || given === null
      ? given
      : (await matchCompany(tx, args.org, { id: given, source_specific_id: null })).id
  return await saveProfile(tx, contacts, { ...args, fields: { ...args.fields, company_id } }, stamp)
}

async function insert(tx: Tx, org: OrgId, id: string, contact: Profile, now: Time): Promise<boolean> {
  await insertContact(tx, org, { ...contact, id, now })
  if (contact.email !== null && !(await claimEmail(tx, org, id, contact.email))) {
    await deleteContact(tx, org, id)
    return false
  }
  await updateContact(tx, org, id, contact, now)
  return true
}

type Change = { before: Profile; after: Profile }

async function update(tx: Tx, org: OrgId, id: string, { before, after }: Change, now: Time): Promise<void> {
  if (after.email !== before.email) {
    if (before.email !== null) await releaseEmail(tx, org, id, before.email)
    if (after.email !== null && !(await isOwnEmail(tx, org, id, after.email))) throw taken('email')
  }
  await updateContact(tx, org, id, after, now)
}

/** Two tickets at once may have given one contact two addresses: the second is its own as well. */
async function isOwnEmail(tx: Tx, org: OrgId, id: string, value: string): Promise<boolean> {
  if (await claimEmail(tx, org, id, value)) return true
  return (await findContactByIdentity(tx, org, { kind: 'email', value }))?.id === id
}

const claimEmail = (tx: Tx, org: OrgId, contact: string, value: string) =>
  claimIdentity(tx, org, { kind: 'email', value, contact })
