// The accounts API, in the order docs/api/accounts.md documents it.
import type { Credential } from '../../../core/accounts/authenticate.ts'
import { perMinute } from '../../../http/limits.ts'
import { type Limit, route, type Surface } from '../../../http/surface.ts'
import { apiKey } from '../auth.ts'
import { ticketErrors } from '../errors.ts'
import { acceptJson, readBoundedJson } from './json-bounds.ts'
import {
  createAccount,
  deleteAccount,
  deleteBySource,
  updateAccount,
  updateBySource,
  updateOrUpsert,
  upsertAccount,
} from './save.ts'
import { listAccounts, showAccount } from './show.ts'
import { accountBody, accountParams, listQuery, sourceQuery } from './wire.ts'

/** Nothing is published: a guard against runaway imports, ours to choose (docs/contracts.md 1c#38). */
const limit: Limit<Credential> = {
  name: 'accounts',
  rule: () => ({ kind: 'rate', limit: 30, period: 1_000, burst: 60 }),
}

const read = { auth: apiKey, limit }
const write = { ...read, read: readBoundedJson, body: accountBody }
const params = accountParams

export const accounts: Surface = {
  name: 'accounts',
  base: '/accounts',
  errors: ticketErrors,
  cors: 'any',
  strangers: perMinute(60),
  prepare: acceptJson,
  routes: [
    route('POST', '/', { ...write, handle: createAccount }),
    route('GET', '/', { ...read, query: listQuery, handle: listAccounts }),
    route('GET', '/:account', { ...read, params, handle: showAccount }),
    route('PUT', '/:account', { ...write, params, handle: updateAccount }),
    route('PATCH', '/:account', { ...write, params, handle: updateAccount }),
    route('PATCH', '/', { ...write, query: sourceQuery, handle: updateBySource }),
    route('PUT', '/', { ...write, query: sourceQuery, handle: updateOrUpsert }),
    route('POST', '/upsert', { ...write, handle: upsertAccount }),
    route('DELETE', '/:account', { ...read, params, handle: deleteAccount }),
    route('DELETE', '/', { ...read, query: sourceQuery, handle: deleteBySource }),
  ],
}
