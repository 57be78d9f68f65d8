import type { Tx } from '../../../db/schema.ts'
import { findCompanyByDomain } from '../../companies/queries.ts'
import { type FoundPerson, findOrCreateContact } from '../../contacts/find-or-create.ts'
import { contactSortName, deleteContact, fillContact, insertContact } from '../../contacts/queries.ts'
import { DomainError } from '../../errors.ts'
import type { EventDraft } from '../../events.ts'
import { type OrgId, withUuidShape } from '../../ids.ts'
import { changesOf } from '../../profiles/changes.ts'
import { indexWords, insertWords } from '../../profiles/search/queries.ts'
import type { Identity } from '../../sites/identity.ts'
import type { Stamp } from '../../verb.ts'
import { ownDomain } from '../free-mail.ts'
import { findClaimant, setCompany, setVerified, takeClaim } from './queries.ts'

/** As in `find-or-create.ts`: each lost race means that somebody else claimed the same at that moment. */
const TRIES = 3

/** `name` null: they did not say. */
type Claim = { name: string | null; email: string }

/**
 * The contact of whoever says that they have this address, made if nobody said so before. A blank name is filled; a
 * contact that the address is known to belong to is another one, whatever is typed (docs/contracts.md 4c#23).
 */
export async function claimedContact(tx: Tx, org: OrgId, claim: Claim, stamp: Stamp): Promise<FoundPerson> {
  for (let tries = 0; tries < TRIES; tries++) {
    const known = await findClaimant(tx, org, claim.email)
    if (known)
      return known.name === null && claim.name !== null
        ? await named(tx, org, known, claim.name, stamp)
        : { ...known, events: [] }
    const made = await create(tx, org, claim, stamp)
    if (made) return made
  }
  throw new DomainError('unavailable', 'the contact changed meanwhile')
}

async function create(
  tx: Tx,
  org: OrgId,
  { name, email }: Claim,
  { now, id }: Stamp,
): Promise<FoundPerson | undefined> {
  const contact = { id: withUuidShape(id()), email, name, username: null, image_url: null }
  await insertContact(tx, org, { ...contact, now })
  if (!(await takeClaim(tx, org, email, contact.id))) {
    await deleteContact(tx, org, contact.id)
    return undefined
  }
  const company = await companyOf(tx, org, email)
  if (company) await setCompany(tx, org, contact.id, company.id)
  const wordy = { texts: [name, email], tags: [], company: company?.id ?? null }
  await insertWords(tx, org, 'contact', { id: contact.id, sortName: contactSortName(contact), wordy })
  const actor = { kind: 'contact' as const, id: contact.id, name: name ?? email }
  const about = { conversationId: null, contactId: contact.id, actor }
  const created: EventDraft = { type: 'contact.created', ...about, data: { id: contact.id } }
  return { ...contact, company_id: company?.id ?? null, events: [created] }
}

/** The company to whose domain the address belongs, unless anybody may have such an address. */
export async function companyOf(tx: Tx, org: OrgId, email: string): Promise<{ id: string } | undefined> {
  const domain = ownDomain(email)
  return domain === undefined ? undefined : await findCompanyByDomain(tx, org, domain)
}

type Known = NonNullable<Awaited<ReturnType<typeof findClaimant>>>

async function named(tx: Tx, org: OrgId, known: Known, name: string, { now }: Stamp): Promise<FoundPerson> {
  const filled = (await fillContact(tx, org, known, { ...known, name }, now)) ?? known
  await indexWords(tx, org, 'contact', known.id)
  const changes = changesOf(known, { ...known, ...filled }, { tags: [[], []], source_specific_ids: [[], []] })
  const actor = { kind: 'contact' as const, id: known.id, name: filled.name }
  const about = { conversationId: null, contactId: known.id, actor }
  return { ...filled, events: [{ type: 'contact.updated', ...about, data: { id: known.id, changes } }] }
}

/** The contact that a proof means: from then on verified, as is every contact that the organisation itself vouches for. */
export async function provenContact(
  tx: Tx,
  org: OrgId,
  { id, email, name }: Identity & { name: string | null },
  stamp: Stamp,
): Promise<FoundPerson> {
  const given = { id: null, source_specific_id: id, email, name, username: null, image_url: null }
  const contact = await findOrCreateContact(tx, org, given, stamp)
  if (!contact) throw new DomainError('invalid', 'id or email is required', { field: 'identity' })
  await setVerified(tx, org, contact.id)
  return contact
}
