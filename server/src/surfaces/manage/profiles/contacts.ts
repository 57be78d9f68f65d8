import type { z } from 'zod'
import { findCompany } from '../../../core/companies/queries.ts'
import type { Core } from '../../../core/core.ts'
import { DomainError } from '../../../core/errors.ts'
import type { OrgId } from '../../../core/ids.ts'
import { idempotencyKeyOf, replayedHeader } from '../../../http/idempotency.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'
import type { ulidParams } from '../params.ts'
import type { ContactBody, ListBody, OneContactBody } from '../wire.ts'
import type { contactFields } from './fields.ts'
import { type contactQuery, pageOfProfiles } from './pages.ts'
import { contactBodies, oneContact } from './present.ts'

type Params = z.output<typeof ulidParams>
type Fields = z.output<typeof contactFields>
type List = Call<Caller, undefined, z.output<typeof contactQuery>, undefined>
type Show = Call<Caller, undefined, undefined, Params>
type Create = Call<Caller, Fields, undefined, undefined>
type Change = Call<Caller, Fields, undefined, Params>

/** `GET /api/manage/contacts`: by name, or those who match. */
export async function listContacts({ core, caller, query }: List): Promise<Answer> {
  return await contactPage(core, caller.org, query)
}

export async function contactPage(core: Core, org: OrgId, query: List['query']): Promise<Answer> {
  const { ids, next_cursor } = await pageOfProfiles(core, org, 'contact', query)
  const body: ListBody<ContactBody> = { data: await contactBodies(core.read, org, ids), next_cursor }
  return { status: 200, body }
}

/** `GET /api/manage/contacts/{id}`, also by the id of one who was merged. */
export async function showContact({ core, caller, params }: Show): Promise<Answer> {
  const body: OneContactBody = await oneContact(core.read, caller.org, params.id)
  return { status: 200, body }
}

/** `POST /api/manage/contacts` */
export async function createContact({ core, caller, body, request }: Create): Promise<Answer> {
  const { org } = caller
  const { actor } = byOf(caller, request)
  await assertCompany(core, org, body)
  const key = idempotencyKeyOf(request, org, 'POST contacts', body)
  const args = { org, actor, target: 'new' as const, anyOf: ['name', 'email'] as const, ...body }
  const { result, replayed } = await core.runOnce('saveContact', args, key)
  const made: OneContactBody = await oneContact(core.read, org, result.id)
  return { status: 201, body: made, headers: replayedHeader(replayed) }
}

/** `PATCH /api/manage/contacts/{id}`: answers the contact as it is then. */
export async function changeContact({ core, caller, body, params, request }: Change): Promise<Answer> {
  const { org } = caller
  const { actor } = byOf(caller, request)
  await oneContact(core.read, org, params.id)
  await assertCompany(core, org, body)
  await core.run('saveContact', { org, actor, target: { id: params.id }, ...body })
  const changed: OneContactBody = await oneContact(core.read, org, params.id)
  return { status: 200, body: changed }
}

/** A teammate picks a company from a list; an import may name one that nobody knows (docs/contracts.md 1c#36). */
async function assertCompany(core: Core, org: OrgId, { fields }: Fields): Promise<void> {
  const { company_id } = fields
  if (company_id != null && !(await findCompany(core.read, org, company_id)))
    throw new DomainError('invalid', 'company_id is no company', { field: 'company_id' })
}
