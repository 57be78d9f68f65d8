// Visitors as contacts: what they say they are is a claim, kept apart from everybody whose address is known to be theirs.
import type { Queryable, Tx } from '../../../db/schema.ts'
import { statement } from '../../../db/statement.ts'
import type { OrgId } from '../../ids.ts'

/** Whoever claimed the address before, and was neither proven nor merged into somebody since. */
export async function findClaimant(tx: Tx, org: OrgId, email: string) {
  return await tx
    .selectFrom('contact_identity')
    .innerJoin('contact', (join) =>
      join
        .onRef('contact.org_id', '=', 'contact_identity.org_id')
        .onRef('contact.id', '=', 'contact_identity.contact_id'),
    )
    .select([
      'contact.id',
      'contact.email',
      'contact.name',
      'contact.username',
      'contact.image_url',
      'contact.company_id',
    ])
    .where('contact_identity.org_id', '=', org)
    .where('contact_identity.kind', '=', 'claimed_email')
    .where('contact_identity.value', '=', email)
    .where('contact.deleted_at', 'is', null)
    .where('contact.merged_into', 'is', null)
    .where('contact.verified', '=', 0)
    .executeTakeFirst()
}

const claimFree = statement((db, p: { org: OrgId; email: string; contact: string }) =>
  db
    .insertInto('contact_identity')
    .values({ org_id: p.org, kind: 'claimed_email', value: p.email, contact_id: p.contact })
    .onConflict((oc) => oc.doNothing()),
)

/**
 * True when the claim is now this contact's: it was free, or whoever had it is gone, was merged or was proven, and a
 * stranger who types the same address is not them. Looked at and taken in two steps: PostgreSQL lets a statement that
 * waited for the row see who has it now, but not whether they are there.
 */
export async function takeClaim(tx: Tx, org: OrgId, email: string, contact: string): Promise<boolean> {
  if ((await claimFree.written(tx, { org, email, contact })) > 0) return true
  const claim = await tx
    .selectFrom('contact_identity')
    .select('contact_id')
    .where('org_id', '=', org)
    .where('kind', '=', 'claimed_email')
    .where('value', '=', email)
    .executeTakeFirst()
  if (!claim || (await findClaimant(tx, org, email))) return false
  const taken = await tx
    .updateTable('contact_identity')
    .set({ contact_id: contact })
    .where('org_id', '=', org)
    .where('kind', '=', 'claimed_email')
    .where('value', '=', email)
    // Somebody else may have taken it since.
    .where('contact_id', '=', claim.contact_id)
    .returning('contact_id')
    .executeTakeFirst()
  return taken !== undefined
}

export async function setVerified(tx: Tx, org: OrgId, contact: string): Promise<void> {
  await tx
    .updateTable('contact')
    .set({ verified: 1 })
    .where('org_id', '=', org)
    .where('id', '=', contact)
    .execute()
}

export async function setCompany(tx: Tx, org: OrgId, contact: string, company: string): Promise<void> {
  await tx
    .updateTable('contact')
    .set({ company_id: company })
    .where('org_id', '=', org)
    .where('id', '=', contact)
    .where('company_id', 'is', null)
    .execute()
}

/** Whose conversation it is from now on. */
export async function setContact(tx: Tx, org: OrgId, conversation: string, contact: string): Promise<void> {
  await tx
    .updateTable('conversation')
    .set({ contact_id: contact })
    .where('org_id', '=', org)
    .where('id', '=', conversation)
    .execute()
}

export async function isVerified(tx: Tx, org: OrgId, contact: string): Promise<boolean> {
  const row = await tx
    .selectFrom('contact')
    .select('verified')
    .where('org_id', '=', org)
    .where('id', '=', contact)
    .executeTakeFirst()
  return row?.verified === 1
}

/** Whom the conversation names; of somebody who was merged, their own row. */
export async function findConversationContact(db: Queryable, org: OrgId, conversation: string) {
  return await db
    .selectFrom('conversation')
    .innerJoin('contact', (join) =>
      join
        .onRef('contact.org_id', '=', 'conversation.org_id')
        .onRef('contact.id', '=', 'conversation.contact_id'),
    )
    .select(['contact.id', 'contact.name'])
    .where('conversation.org_id', '=', org)
    .where('conversation.id', '=', conversation)
    .executeTakeFirst()
}
