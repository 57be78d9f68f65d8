import { z } from 'zod'
import { idempotencyKeyOf, replayedHeader } from '../../../http/idempotency.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'
import { ulid, type ulidParams } from '../params.ts'
import { oneCompany, oneContact } from './present.ts'

export const mergeBody = z.object({
  from: z.string('from is required').pipe(ulid),
  /** Said by somebody who knows that the survivor proved who they are and the other one did not. */
  into_verified: z.boolean('into_verified must be true or false').default(false),
})

/** Companies prove nothing. */
export const companyMergeBody = mergeBody.pick({ from: true })

type Params = z.output<typeof ulidParams>
type Merge = Call<Caller, z.output<typeof mergeBody>, undefined, Params>
type MergeCompany = Call<Caller, z.output<typeof companyMergeBody>, undefined, Params>
type Undo = Call<Caller, undefined, undefined, Params>

/** `POST /api/manage/contacts/{id}/merge`: `from` becomes an alias of `{id}`. */
export async function mergeContact({ core, caller, body, params, request }: Merge): Promise<Answer> {
  const { org } = caller
  const key = idempotencyKeyOf(request, org, `POST contacts merge ${params.id}`, body)
  const args = {
    org,
    id: params.id,
    from: body.from,
    intoVerified: body.into_verified,
    ...byOf(caller, request),
  }
  const { result, replayed } = await core.runOnce('mergeContacts', args, key)
  const contact = await oneContact(core.read, org, result.id)
  return { status: 200, body: { merge_id: result.mergeId, contact }, headers: replayedHeader(replayed) }
}

/** `POST /api/manage/contacts/merges/{id}/undo`: both are themselves again. */
export async function undoContactMerge({ core, caller, params, request }: Undo): Promise<Answer> {
  const { org } = caller
  const args = { org, mergeId: params.id, ...byOf(caller, request) }
  const { id, mergeId } = await core.run('unmergeContacts', args)
  return { status: 200, body: { merge_id: mergeId, contact: await oneContact(core.read, org, id) } }
}

/** `POST /api/manage/companies/{id}/merge` */
export async function mergeCompany({ core, caller, body, params, request }: MergeCompany): Promise<Answer> {
  const { org } = caller
  const key = idempotencyKeyOf(request, org, `POST companies merge ${params.id}`, body)
  const args = { org, id: params.id, from: body.from, intoVerified: false, ...byOf(caller, request) }
  const { result, replayed } = await core.runOnce('mergeCompanies', args, key)
  const company = await oneCompany(core.read, org, result.id)
  return { status: 200, body: { merge_id: result.mergeId, company }, headers: replayedHeader(replayed) }
}

/** `POST /api/manage/companies/merges/{id}/undo` */
export async function undoCompanyMerge({ core, caller, params, request }: Undo): Promise<Answer> {
  const { org } = caller
  const args = { org, mergeId: params.id, ...byOf(caller, request) }
  const { id, mergeId } = await core.run('unmergeCompanies', args)
  return { status: 200, body: { merge_id: mergeId, company: await oneCompany(core.read, org, id) } }
}
