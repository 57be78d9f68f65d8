import type { z } from 'zod'
import type { Credential } from '../../../core/accounts/authenticate.ts'
import { listCompanies } from '../../../core/companies/queries.ts'
import { listContacts } from '../../../core/contacts/profile/queries.ts'
import { missing } from '../../../core/errors.ts'
import type { OrgId } from '../../../core/ids.ts'
import { listLabels, type Noun, pageByName } from '../../../core/profiles/queries.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { findAccount, type Reference } from './find.ts'
import { type accountParams, companyBody, customerBody, type Labels, type listQuery } from './wire.ts'

type List = Call<Credential, undefined, z.output<typeof listQuery>, undefined>
type Show = Call<Credential, undefined, undefined, z.output<typeof accountParams>>
type Db = List['core']['read']

/** From here on a page is looked up where long reads hold nobody up. */
const FAR = 10_000

/** `GET /accounts`: a page of all of them, or the one with a source id. */
export async function listAccounts({ core, caller, query }: List): Promise<Answer> {
  const { source_specific_id, limit, offset: given = 0, cursor: offset = given } = query
  if (source_specific_id !== undefined)
    return await showOne(core.read, caller.org, { source: source_specific_id })
  const db = offset < FAR ? core.read : core.reports
  const page = await pageByName(db, caller.org, { limit: limit + 1, offset })
  const shown = page.slice(0, limit)
  const idsOf = (noun: Noun) => shown.filter((each) => each.noun === noun).map(({ id }) => id)
  const bodies = await bodiesOf(core.read, caller.org, {
    company: idsOf('company'),
    contact: idsOf('contact'),
  })
  const more = page.length > limit
  // Whoever was deleted between the two looks is left out.
  const data = shown.flatMap(({ id }) => bodies.get(id) ?? [])
  const accounts = { data, has_next_page: more, next_cursor: more ? String(offset + limit) : null }
  return { status: 200, body: { accounts } }
}

/** `GET /accounts/{id or domain}` */
export async function showAccount({ core, caller, params }: Show): Promise<Answer> {
  return await showOne(core.read, caller.org, { key: params.account })
}

async function showOne(db: Db, org: OrgId, reference: Reference): Promise<Answer> {
  const { type, id } = await findAccount(db, org, reference)
  const company = type === 'Company'
  const bodies = await bodiesOf(db, org, { company: company ? [id] : [], contact: company ? [] : [id] })
  const account = bodies.get(id)
  if (!account) throw missing('account')
  return { status: 200, body: { account } }
}

type Body = ReturnType<typeof companyBody> | ReturnType<typeof customerBody>

/** The accounts of a page by id, in at most four queries however many they are. */
async function bodiesOf(db: Db, org: OrgId, ids: Record<Noun, string[]>): Promise<Map<string, Body>> {
  const [companies, ofCompanies, contacts, ofContacts] = await Promise.all([
    listCompanies(db, org, ids.company),
    labelsOf(db, org, 'company', ids.company),
    listContacts(db, org, ids.contact),
    labelsOf(db, org, 'contact', ids.contact),
  ])
  const bodies = new Map<string, Body>()
  for (const row of companies) bodies.set(row.id, companyBody(row, ofCompanies(row.id)))
  for (const row of contacts) bodies.set(row.id, customerBody(row, ofContacts(row.id)))
  return bodies
}

async function labelsOf(db: Db, org: OrgId, noun: Noun, ids: string[]): Promise<(id: string) => Labels> {
  const labels = new Map<string, Labels>(ids.map((id) => [id, { tags: [], sources: [] }]))
  for (const { id, kind, value } of await listLabels(db, org, noun, ids))
    labels.get(id)?.[kind === 'tag' ? 'tags' : 'sources'].push(value)
  return (id) => {
    const { tags = [], sources = [] } = labels.get(id) ?? {}
    // Sorted here, for the engines' own orders differ.
    return { tags: tags.sort(), sources: sources.sort() }
  }
}
