import type { ContactIdentityKind, Queryable, Tx } from '../../db/schema.ts'
import { statement } from '../../db/statement.ts'
import type { OrgId, Time } from '../ids.ts'
import { deleteWords } from '../profiles/search/queries.ts'
import { sortNameOf } from '../sort-name.ts'

const shown = [
  'contact.id',
  'contact.email',
  'contact.name',
  'contact.username',
  'contact.image_url',
] as const

const byIdentity = statement((db, p: { org: OrgId; kind: ContactIdentityKind; value: string }) =>
  db
    .selectFrom('contact_identity')
    .innerJoin('contact', (join) =>
      join
        .onRef('contact.org_id', '=', 'contact_identity.org_id')
        .onRef('contact.id', '=', 'contact_identity.contact_id'),
    )
    .select([...shown, 'contact.company_id', 'contact.merged_into'])
    .where('contact_identity.org_id', '=', p.org)
    .where('contact_identity.kind', '=', p.kind)
    .where('contact_identity.value', '=', p.value)
    .where('contact.deleted_at', 'is', null),
)

export type Identity = { kind: ContactIdentityKind; value: string }

/** Whom the identity means: of somebody who was merged, the survivor. */
export async function findContactByIdentity(db: Queryable, org: OrgId, identity: Identity) {
  return await survivorOf(db, org, await byIdentity.first(db, { org, ...identity }))
}

const byId = statement((db, p: { org: OrgId; id: string }) =>
  db
    .selectFrom('contact')
    .select([...shown, 'company_id', 'merged_into'])
    .where('org_id', '=', p.org)
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null),
)

/** By its own id or that of one merged into it; undefined for what never was, is foreign, or was deleted. */
export async function findContact(db: Queryable, org: OrgId, id: string) {
  return await survivorOf(db, org, await byId.first(db, { org, id }))
}

type Found = NonNullable<Awaited<ReturnType<typeof byId.first>>>

/** `merged_into` names the last of a chain, so one more look is enough. */
async function survivorOf(db: Queryable, org: OrgId, found: Found | undefined) {
  const row = found?.merged_into ? await byId.first(db, { org, id: found.merged_into }) : found
  if (!row) return undefined
  const { id, email, name, username, image_url, company_id } = row
  return { id, email, name, username, image_url, company_id }
}

export type ContactFields = {
  email: string | null
  name: string | null
  username: string | null
  image_url: string | null
}

type NewContact = ContactFields & { id: string; now: Time }

const insertOne = statement((db, p: NewContact & { org: OrgId; sortName: string }) =>
  db.insertInto('contact').values({
    org_id: p.org,
    id: p.id,
    email: p.email,
    name: p.name,
    username: p.username,
    image_url: p.image_url,
    verified: 0,
    phones: '[]',
    sort_name: p.sortName,
    created_at: p.now,
    updated_at: p.now,
  }),
)

export async function insertContact(tx: Tx, org: OrgId, contact: NewContact): Promise<void> {
  await insertOne.all(tx, { org, ...contact, sortName: contactSortName(contact) })
}

/** As lists of accounts sort contacts: by what people would call them. */
export function contactSortName({ name, username, email }: Omit<ContactFields, 'image_url'>): string {
  return sortNameOf(name ?? username ?? email)
}

/** For a contact of this very transaction, which nothing but its identities points at. */
export async function deleteContact(tx: Tx, org: OrgId, id: string): Promise<void> {
  await deleteWords(tx, org, 'contact', id)
  await tx.deleteFrom('contact_identity').where('org_id', '=', org).where('contact_id', '=', id).execute()
  await tx.deleteFrom('contact').where('org_id', '=', org).where('id', '=', id).execute()
}

const claim = statement((db, p: Identity & { org: OrgId; contact: string }) =>
  db
    .insertInto('contact_identity')
    .values({ org_id: p.org, kind: p.kind, value: p.value, contact_id: p.contact })
    .onConflict((oc) =>
      oc
        .columns(['org_id', 'kind', 'value'])
        .doUpdateSet({ contact_id: p.contact })
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('contact')
              .select('id')
              .whereRef('contact.org_id', '=', 'contact_identity.org_id')
              .whereRef('contact.id', '=', 'contact_identity.contact_id')
              .where('contact.deleted_at', 'is not', null),
          ),
        ),
    ),
)

/**
 * True when the identity was free and is now this contact's; false when it is taken, be it by this contact itself.
 * One that a ticket gave a contact while another transaction of PostgreSQL's was deleting it counts as free.
 */
export async function claimIdentity(
  tx: Tx,
  org: OrgId,
  identity: Identity & { contact: string },
): Promise<boolean> {
  return (await claim.written(tx, { org, ...identity })) > 0
}

const fill = statement((db, p: NewContact & { org: OrgId; sortName: string }) =>
  db
    .updateTable('contact')
    .set((eb) => ({
      email: eb.fn.coalesce('email', eb.val(p.email)),
      name: eb.fn.coalesce('name', eb.val(p.name)),
      username: eb.fn.coalesce('username', eb.val(p.username)),
      image_url: eb.fn.coalesce('image_url', eb.val(p.image_url)),
      sort_name: p.sortName,
      updated_at: p.now,
    }))
    .where('org_id', '=', p.org)
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .returning(['id', 'email', 'name', 'username', 'image_url', 'company_id']),
)

/** Gives the contact what it lacks; a field that a parallel transaction filled first stays as it is. */
export async function fillContact(
  tx: Tx,
  org: OrgId,
  known: ContactFields & { id: string },
  fields: ContactFields,
  now: Time,
) {
  const sortName = contactSortName({
    name: known.name ?? fields.name,
    username: known.username ?? fields.username,
    email: known.email ?? fields.email,
  })
  return await fill.first(tx, { org, ...fields, id: known.id, sortName, now })
}
