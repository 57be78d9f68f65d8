// The accounts API, in the order docs/api/accounts.md documents it.
import type { Credential } from '../../../core/accounts/authenticate.ts'
import { perMinute } from '../../../http/limits.ts'
import type { RouteDoc } from '../../../http/route-doc.ts'
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
import { sentAccount, sentChange, sentUpsert } from './sent.ts'
import { listAccounts, showAccount } from './show.ts'
import {
  accountBody,
  accountDeletedBody,
  accountParams,
  accountSavedBody,
  accountShownBody,
  accountsBody,
  companyAccountBody,
  customerAccountBody,
  listQuery,
  namingQuery,
  sourceQuery,
} from './wire.ts'

/** Nothing is published: a guard against runaway imports, ours to choose (docs/contracts.md 1c#38). */
const limit: Limit<Credential> = {
  name: 'accounts',
  rule: () => ({ kind: 'rate', limit: 30, period: 1_000, burst: 60 }),
}

const read = { auth: apiKey, limit }
const write = { ...read, read: readBoundedJson, body: accountBody }
const params = accountParams

const saved = { 200: accountSavedBody }
const missing = { not_found: 'account not found' }
const change = {
  summary: 'Changes the given fields of an account',
  about:
    'The others stay. `phone` is replaced; `tags` and `source_specific_ids` are added to, `removed_tags` and ' +
    '`removed_source_specific_ids` taken away.',
  sends: sentChange,
  answers: saved,
  refuses: { ...missing, invalid: 'type cannot be changed', conflict: 'domain already exists' },
  idempotent: true,
} satisfies RouteDoc
const upsert = {
  summary: 'Changes the account that matches, or makes one',
  about:
    'It matches by one of its source ids, tried in their order, or else by its domain. A new one needs `name` and `domain`.',
  sends: sentUpsert,
  answers: saved,
  refuses: { invalid: 'name is required', conflict: 'domain already exists' },
  idempotent: true,
} satisfies RouteDoc

export const accounts: Surface = {
  name: 'accounts',
  base: '/accounts',
  title: 'Accounts API',
  about:
    'Tells Parley about the companies you serve and the people in them, before or after they write. Fields of ' +
    'the other type and unknown ones are ignored.',
  bodies: { companyAccountBody, customerAccountBody, accountShownBody, accountsBody, accountSavedBody },
  errors: ticketErrors,
  cors: 'any',
  strangers: perMinute(60),
  prepare: acceptJson,
  routes: [
    route('POST', '/', {
      ...write,
      doc: {
        summary: 'Creates an account',
        sends: sentAccount,
        answers: saved,
        refuses: { invalid: 'type is required', conflict: 'domain already exists' },
        idempotent: true,
      },
      handle: createAccount,
    }),
    route('GET', '/', {
      ...read,
      query: listQuery,
      doc: {
        summary: 'Lists accounts, or shows the one with a source id',
        about:
          'Companies first, then customers, each by name. With `source_specific_id` the answer is that of ' +
          '`GET /accounts/{account}`.',
        answers: { 200: [accountsBody, accountShownBody] },
        refuses: missing,
      },
      handle: listAccounts,
    }),
    route('GET', '/:account', {
      ...read,
      params,
      doc: { summary: 'Shows an account', answers: { 200: accountShownBody }, refuses: missing },
      handle: showAccount,
    }),
    route('PUT', '/:account', { ...write, params, doc: change, handle: updateAccount }),
    route('PATCH', '/:account', { ...write, params, doc: change, handle: updateAccount }),
    route('PATCH', '/', {
      ...write,
      query: namingQuery,
      doc: { ...change, summary: 'Changes the account with a source id' },
      handle: updateBySource,
    }),
    route('PUT', '/', {
      ...write,
      query: sourceQuery,
      doc: {
        ...upsert,
        about: 'With `source_specific_id` in the query it changes that account. ' + upsert.about,
        sends: sentChange,
        refuses: { ...upsert.refuses, ...missing },
      },
      handle: updateOrUpsert,
    }),
    route('POST', '/upsert', { ...write, doc: upsert, handle: upsertAccount }),
    route('DELETE', '/:account', {
      ...read,
      params,
      doc: { summary: 'Deletes an account', answers: { 200: accountDeletedBody }, refuses: missing },
      handle: deleteAccount,
    }),
    route('DELETE', '/', {
      ...read,
      query: namingQuery,
      doc: {
        summary: 'Deletes the account with a source id',
        answers: { 200: accountDeletedBody },
        refuses: { ...missing, invalid: 'source_specific_id is required' },
      },
      handle: deleteBySource,
    }),
  ],
}
