// What people and integrations keep about a contact. How tickets find contacts: ../queries.ts.
import type { Queryable, Tx } from '../../../db/schema.ts'
import { statement } from '../../../db/statement.ts'
import type { OrgId, Time } from '../../ids.ts'
import { contactSortName } from '../queries.ts'

/** What is known of a contact besides its identities; `phones` is JSON of a list. */
export type ContactProfile = {
  name: string | null
  email: string | null
  image_url: string | null
  role: string | null
  company_id: string | null
  phones: string
  contract_value: number | null
  contract_type: string | null
}

const fields = [
  'contact.name',
  'contact.email',
  'contact.image_url',
  'contact.role',
  'contact.phones',
  'contact.contract_value',
  'contact.contract_type',
] as const

export type ContactRow = Awaited<ReturnType<typeof listContacts>>[number]

/** A page of contacts, in no order; deleted ones are left out, and so is a deleted company; of a merged one the survivor. */
export async function listContacts(db: Queryable, org: OrgId, ids: string[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('contact')
    .select([...fields, 'contact.username', 'contact.verified'])
    .select(['contact.id', 'contact.created_at', 'contact.updated_at'])
    // As a join, PostgreSQL would read every company for it.
    .select((eb) =>
      eb
        .selectFrom('company')
        .select((company) => company.fn.coalesce('company.merged_into', 'company.id').as('id'))
        .whereRef('company.org_id', '=', 'contact.org_id')
        .whereRef('company.id', '=', 'contact.company_id')
        .where('company.deleted_at', 'is', null)
        .as('company_id'),
    )
    .where('contact.org_id', '=', org)
    .where('contact.id', 'in', ids)
    .where('contact.deleted_at', 'is', null)
    .execute()
}

const lock = statement((db, p: { org: OrgId; id: string }) =>
  db
    .updateTable('contact')
    .set((eb) => ({ updated_at: eb.ref('updated_at') }))
    .where('org_id', '=', p.org)
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .returning([...fields, 'company_id', 'username']),
)

/** The contact as it stands, and as it stays until the commit: what changes it as an account begins here. */
export async function lockContact(tx: Tx, org: OrgId, id: string) {
  return await lock.first(tx, { org, id })
}

/** The fields of a locked contact; identities are the caller's. */
export async function updateContact(
  tx: Tx,
  org: OrgId,
  id: string,
  contact: ContactProfile & { username: string | null },
  now: Time,
): Promise<void> {
  await tx
    .updateTable('contact')
    .set({ ...contact, sort_name: contactSortName(contact), updated_at: now })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .execute()
}

/** The address that found this contact finds it no longer. */
export async function releaseEmail(tx: Tx, org: OrgId, id: string, email: string): Promise<void> {
  await tx
    .deleteFrom('contact_identity')
    .where('org_id', '=', org)
    .where('kind', '=', 'email')
    .where('value', '=', email)
    .where('contact_id', '=', id)
    .execute()
}

/**
 * Leaves the rows of the contact and of those merged into it for what points at them, and nothing in them.
 * @returns their ids; none when there was no such contact.
 */
export async function blankContact(tx: Tx, org: OrgId, id: string, now: Time): Promise<string[]> {
  const nothing = { name: null, email: null, username: null, image_url: null, company_id: null, role: null }
  const rows = await tx
    .updateTable('contact')
    .set({ ...nothing, phones: '[]', contract_value: null, contract_type: null, sort_name: '', verified: 0 })
    .set({ deleted_at: now, updated_at: now })
    .where('org_id', '=', org)
    .where((eb) =>
      eb.or([eb.and([eb('id', '=', id), eb('merged_into', 'is', null)]), eb('merged_into', '=', id)]),
    )
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}
