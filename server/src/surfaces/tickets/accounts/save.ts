import type { z } from 'zod'
import type { Credential } from '../../../core/accounts/authenticate.ts'
import { DomainError, missing } from '../../../core/errors.ts'
import type { Actor } from '../../../core/events.ts'
import { uuidOf } from '../../../core/ids.ts'
import { idempotencyKeyOf, replayedHeader } from '../../../http/idempotency.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { type Found, findAccount, type Reference } from './find.ts'
import { type AccountBody, type accountParams, companyIn, customerIn, type sourceQuery } from './wire.ts'

type Sources = z.output<typeof sourceQuery>
type Params = z.output<typeof accountParams>
type Create = Call<Credential, AccountBody, undefined, undefined>
type Update = Call<Credential, AccountBody, undefined, Params>
type UpdateBySource = Call<Credential, AccountBody, Sources, undefined>
type Delete = Call<Credential, undefined, undefined, Params>
type DeleteBySource = Call<Credential, undefined, Sources, undefined>
type Context = Pick<Create, 'core' | 'caller' | 'request'>

/** `POST /accounts` */
export const createAccount = (call: Create) => save(call, call.body, 'new')

/** `POST /accounts/upsert` */
export const upsertAccount = (call: Create) => save(call, call.body, 'matching')

/** `PUT` and `PATCH /accounts/{id or domain}` */
export const updateAccount = (call: Update) => update(call, call.body, { key: call.params.account })

/** `PATCH /accounts?source_specific_id=` */
export const updateBySource = (call: UpdateBySource) => update(call, call.body, sourceIn(call.query))

/** `PUT /accounts`: with a source id it changes that account, without one it upserts (docs/contracts.md 1c#33). */
export const updateOrUpsert = (call: UpdateBySource) =>
  call.query.source_specific_id === undefined ? save(call, call.body, 'matching') : updateBySource(call)

/** `DELETE /accounts/{id or domain}` */
export const deleteAccount = (call: Delete) => remove(call, { key: call.params.account })

/** `DELETE /accounts?source_specific_id=` */
export const deleteBySource = (call: DeleteBySource) => remove(call, sourceIn(call.query))

function sourceIn({ source_specific_id: source }: Sources): Reference {
  if (source === undefined) throw new DomainError('invalid', 'source_specific_id is required')
  return { source }
}

async function update(call: Context, body: AccountBody, reference: Reference): Promise<Answer> {
  const found = await findAccount(call.core.read, call.caller.org, reference)
  if (body.type != null && body.type !== found.type)
    throw new DomainError('invalid', 'type cannot be changed')
  return await save(call, { ...body, type: found.type }, { id: found.id })
}

async function save(
  { core, caller, request }: Context,
  body: AccountBody,
  target: { id: string } | 'new' | 'matching',
): Promise<Answer> {
  const { org } = caller
  if (body.type == null) throw new DomainError('invalid', 'type is required')
  const who = { org, actor: actorOf(caller), target }
  const route = typeof target === 'string' ? `${target} account` : `account ${target.id}`
  const keyOf = (given: object) => idempotencyKeyOf(request, org, route, { type: body.type, ...given })
  let saved: Promise<{ result: { id: string }; replayed: boolean }>
  if (body.type === 'Company') {
    const given = companyIn(body)
    saved = core.runOnce('saveCompany', { ...who, ...given }, keyOf(given))
  } else {
    const given = customerIn(body)
    saved = core.runOnce('saveContact', { ...who, ...given }, keyOf(given))
  }
  const { result, replayed } = await saved.catch(inWordsOfAccounts)
  return { status: 200, body: { id: uuidOf(result.id) }, headers: replayedHeader(replayed) }
}

async function remove({ core, caller }: Context, reference: Reference): Promise<Answer> {
  const { type, id }: Found = await findAccount(core.read, caller.org, reference)
  const verb = type === 'Company' ? 'deleteCompany' : 'deleteContact'
  await core.run(verb, { org: caller.org, actor: actorOf(caller), id }).catch(inWordsOfAccounts)
  return { status: 200, body: {} }
}

const actorOf = ({ publicId, name }: Credential): Actor => ({ kind: 'api_key', id: publicId, name })

/** A contact's address is called `domain` here, and both nouns are accounts. */
function inWordsOfAccounts(error: unknown): never {
  if (!(error instanceof DomainError)) throw error
  if (error.code === 'not_found') throw missing('account')
  if (error.details.field === 'email')
    throw new DomainError(error.code, error.message.replace('email', 'domain'), { field: 'domain' })
  throw error
}
