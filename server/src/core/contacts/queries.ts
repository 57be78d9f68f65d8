import type { ContactIdentityKind, Tx } from '../../db/schema.ts'
import { statement } from '../../db/statement.ts'
import type { OrgId, Time } from '../ids.ts'

const byIdentity = statement((db, p: { org: OrgId; kind: ContactIdentityKind; value: string }) =>
  db
    .selectFrom('contact_identity')
    .innerJoin('contact', (join) =>
      join
        .onRef('contact.org_id', '=', 'contact_identity.org_id')
        .onRef('contact.id', '=', 'contact_identity.contact_id'),
    )
    .select(['contact.id', 'contact.email', 'contact.name', 'contact.username', 'contact.image_url'])
    .where('contact_identity.org_id', '=', p.org)
    .where('contact_identity.kind', '=', p.kind)
    .where('contact_identity.value', '=', p.value),
)

export async function findContactByIdentity(
  tx: Tx,
  org: OrgId,
  identity: { kind: ContactIdentityKind; value: string },
) {
  return await byIdentity.first(tx, { org, ...identity })
}

export type ContactFields = {
  email: string | null
  name: string | null
  username: string | null
  image_url: string | null
}

const insertOne = statement((db, p: ContactFields & { org: OrgId; id: string; now: Time }) =>
  db.insertInto('contact').values({
    org_id: p.org,
    id: p.id,
    email: p.email,
    name: p.name,
    username: p.username,
    image_url: p.image_url,
    verified: 0,
    created_at: p.now,
    updated_at: p.now,
  }),
)

export async function insertContact(
  tx: Tx,
  org: OrgId,
  contact: ContactFields & { id: string; now: Time },
): Promise<void> {
  await insertOne.all(tx, { org, ...contact })
}

export async function deleteContact(tx: Tx, org: OrgId, id: string): Promise<void> {
  await tx.deleteFrom('contact').where('org_id', '=', org).where('id', '=', id).execute()
}

const claim = statement((db, p: { org: OrgId; kind: ContactIdentityKind; value: string; contact: string }) =>
  db
    .insertInto('contact_identity')
    .values({ org_id: p.org, kind: p.kind, value: p.value, contact_id: p.contact })
    .onConflict((oc) => oc.doNothing())
    .returning('contact_id'),
)

/** True when the identity was free and is now this contact's; false when a parallel transaction was faster. */
export async function claimIdentity(
  tx: Tx,
  org: OrgId,
  identity: { kind: ContactIdentityKind; value: string; contact: string },
): Promise<boolean> {
  return (await claim.first(tx, { org, ...identity })) !== undefined
}

const fill = statement((db, p: ContactFields & { org: OrgId; id: string; now: Time }) =>
  db
    .updateTable('contact')
    .set((eb) => ({
      name: eb.fn.coalesce('name', eb.val(p.name)),
      username: eb.fn.coalesce('username', eb.val(p.username)),
      image_url: eb.fn.coalesce('image_url', eb.val(p.image_url)),
      updated_at: p.now,
    }))
    .where('org_id', '=', p.org)
    .where('id', '=', p.id)
    .returning(['id', 'email', 'name', 'username', 'image_url']),
)

/** Gives the contact what it lacks; a field that a parallel transaction filled first stays as it is. */
export async function fillContact(tx: Tx, org: OrgId, id: string, fields: ContactFields, now: Time) {
  return await fill.first(tx, { org, ...fields, id, now })
}
