import { newIdempotencyKey, type Once } from './idempotency.ts'
import { part } from './manage-calls.ts'
import { asJson, asNothing, type ConnectionOptions, request } from './request.ts'
import type { Account } from './wire.ts'
import { wireFields } from './wire-names.ts'

export type AccountsOptions = ConnectionOptions & {
  /** The raw API key, as for tickets. */
  apiKey: string
}

/** Parley's id, the domain (of a customer the e-mail address), or an id of your own. */
export type AccountReference = { id: string } | { domain: string } | { sourceSpecificId: string }

type Fields = {
  sourceSpecificIds?: readonly string[]
  imageUrl?: string | null
  phone?: readonly string[]
  contractValue?: number | null
  /** For instance `Month`. */
  contractType?: string | null
  tags?: readonly string[]
  /** Of a company. */
  companyType?: string | null
  numberOfSeats?: number | null
  /** Of a customer. */
  role?: string | null
  /** Parley's id of the customer's company. */
  companyId?: string | null
}

/** `domain` is a bare domain such as `pottle.example`, of a customer the e-mail address. */
export type NewAccount = Fields & { type: 'Company' | 'Customer'; name: string; domain: string }

/** `tags` and `sourceSpecificIds` are added to those it has; the rest replaces. What is left out stays. */
export type AccountChange = Fields & {
  name?: string
  domain?: string
  removedTags?: readonly string[]
  removedSourceSpecificIds?: readonly string[]
}

export type AccountsApi = {
  /** `conflict` when a domain or source id is another's. @throws {ParleyError} */
  createAccount(account: NewAccount, once?: Once): Promise<{ id: string }>
  /** Changes the account with one of the source ids, or else the domain; makes it if there is none. @throws {ParleyError} */
  upsertAccount(account: NewAccount, once?: Once): Promise<{ id: string }>
  /** @throws {ParleyError} `not_found` */
  account(reference: AccountReference, signal?: AbortSignal): Promise<Account>
  /** Companies first, then customers, each by name. */
  accounts(signal?: AbortSignal): AsyncGenerator<Account, void>
  changeAccount(reference: AccountReference, change: AccountChange, once?: Once): Promise<{ id: string }>
  /** What it said is gone; its tickets stay. `not_found` when there is none, as after an earlier call. @throws {ParleyError} */
  deleteAccount(reference: AccountReference, signal?: AbortSignal): Promise<void>
}

type Page = { accounts: { data: Account[]; next_cursor: string | null } }

/**
 * The accounts API of one server: the companies you serve and the people in them.
 * @example
 * const accounts = accountsApi({ baseUrl: 'https://parley.example.com', apiKey })
 * await accounts.upsertAccount({ type: 'Company', name: 'Pottle & Pan', domain: 'pottle.example' })
 */
export function accountsApi({ apiKey, ...connection }: AccountsOptions): AccountsApi {
  const headers = { authorization: apiKey, accept: 'application/json' }
  const get = <T>(path: string, signal?: AbortSignal) =>
    request(connection, { path, headers, signal }, asJson<T>)
  const save = (method: 'POST' | 'PATCH', path: string, fields: object, once: Once = {}) => {
    const { idempotencyKey = newIdempotencyKey(), signal } = once
    const call = { method, path, headers: { ...headers, 'content-type': 'application/json' }, signal }
    const body = JSON.stringify(fields)
    return request(connection, { ...call, body, idempotencyKey }, asJson<{ id: string }>)
  }
  return {
    createAccount: (account, once) => save('POST', '/accounts', wireFields(account), once),
    upsertAccount: (account, once) => save('POST', '/accounts/upsert', wireFields(account), once),
    account: async (reference, signal) =>
      (await get<{ account: Account }>(pathOf(reference), signal)).account,
    async *accounts(signal) {
      for (let cursor: string | null = '0'; cursor !== null; ) {
        const { accounts }: Page = await get<Page>(`/accounts?limit=200&cursor=${cursor}`, signal)
        yield* accounts.data
        cursor = accounts.next_cursor
      }
    },
    changeAccount: (reference, change, once) => save('PATCH', pathOf(reference), wireFields(change), once),
    deleteAccount: (reference, signal) =>
      request(connection, { method: 'DELETE', path: pathOf(reference), headers, signal }, asNothing),
  }
}

function pathOf(reference: AccountReference): string {
  if ('sourceSpecificId' in reference)
    return `/accounts?${new URLSearchParams({ source_specific_id: reference.sourceSpecificId })}`
  return `/accounts/${part('id' in reference ? reference.id : reference.domain)}`
}
