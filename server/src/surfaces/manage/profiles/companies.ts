import type { z } from 'zod'
import { findCompany } from '../../../core/companies/queries.ts'
import { missing } from '../../../core/errors.ts'
import { idempotencyKeyOf, replayedHeader } from '../../../http/idempotency.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'
import type { ulidParams } from '../params.ts'
import type { CompanyBody, ListBody, OneCompanyBody } from '../wire.ts'
import { contactPage } from './contacts.ts'
import type { companyFields } from './fields.ts'
import { pageOfProfiles, type profileQuery } from './pages.ts'
import { companyBodies, oneCompany } from './present.ts'

type Params = z.output<typeof ulidParams>
type Fields = z.output<typeof companyFields>
type Query = z.output<typeof profileQuery>
type List = Call<Caller, undefined, Query, undefined>
type Show = Call<Caller, undefined, undefined, Params>
type Create = Call<Caller, Fields, undefined, undefined>
type Change = Call<Caller, Fields, undefined, Params>

/** `GET /api/manage/companies`: by name, or those that match. */
export async function listCompanies({ core, caller, query }: List): Promise<Answer> {
  const { ids, next_cursor } = await pageOfProfiles(core, caller.org, 'company', query)
  const body: ListBody<CompanyBody> = { data: await companyBodies(core.read, caller.org, ids), next_cursor }
  return { status: 200, body }
}

/** `GET /api/manage/companies/{id}`, also by the id of one that was merged. */
export async function showCompany({ core, caller, params }: Show): Promise<Answer> {
  const body: OneCompanyBody = await oneCompany(core.read, caller.org, params.id)
  return { status: 200, body }
}

/** `POST /api/manage/companies` */
export async function createCompany({ core, caller, body, request }: Create): Promise<Answer> {
  const { org } = caller
  const { actor } = byOf(caller, request)
  const key = idempotencyKeyOf(request, org, 'POST companies', body)
  const args = { org, actor, target: 'new' as const, anyOf: ['name'] as const, ...body }
  const { result, replayed } = await core.runOnce('saveCompany', args, key)
  const made: OneCompanyBody = await oneCompany(core.read, org, result.id)
  return { status: 201, body: made, headers: replayedHeader(replayed) }
}

/** `PATCH /api/manage/companies/{id}`: answers the company as it is then. */
export async function changeCompany({ core, caller, body, params, request }: Change): Promise<Answer> {
  const { org } = caller
  const { actor } = byOf(caller, request)
  await core.run('saveCompany', { org, actor, target: { id: params.id }, ...body })
  const changed: OneCompanyBody = await oneCompany(core.read, org, params.id)
  return { status: 200, body: changed }
}

/** `GET /api/manage/companies/{id}/contacts`, as the list of contacts. */
export async function listContactsOf(call: Call<Caller, undefined, Query, Params>): Promise<Answer> {
  const { core, caller, params, query } = call
  if (!(await findCompany(core.read, caller.org, params.id))) throw missing('company')
  return await contactPage(core, caller.org, { ...query, company: params.id })
}
