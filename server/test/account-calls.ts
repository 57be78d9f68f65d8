// Calls of the accounts API as a client makes them, for the tests of its routes.
import type { OrgId } from '../src/core/ids.ts'
import type { TestApp, TestOrganisation } from './app.ts'

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
export type Fields = Record<string, unknown>

export function accountCalls(app: TestApp, to: () => TestOrganisation) {
  const ask = (method: Method, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    app.http.inject({
      method,
      url: `/accounts${path}`,
      headers: {
        authorization: to().apiKey,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  /** Status and body of one call. */
  const call = async (...request: Parameters<typeof ask>): Promise<[number, unknown]> => {
    const answer = await ask(...request)
    return [answer.statusCode, answer.json()]
  }
  const save = async (method: 'POST' | 'PUT' | 'PATCH', path: string, body: Fields): Promise<string> => {
    const answer = await ask(method, path, body)
    if (answer.statusCode !== 200) throw new Error(`${method} ${path}: ${answer.body}`)
    return answer.json().id
  }
  const show = async (path: string): Promise<Fields> => (await ask('GET', path)).json().account
  return { ask, call, save, show }
}

const tables = [
  'company',
  'company_identity',
  'company_tag',
  'contact',
  'contact_identity',
  'contact_tag',
  'event',
  'job',
  'audit',
  'idempotency',
] as const

/** Every row an account call might write, as JSON: two that are equal mean that nothing happened between. */
export async function storedBy(app: TestApp, org: OrgId): Promise<string[]> {
  const rows = await Promise.all(
    tables.map((table) => app.core.read.selectFrom(table).selectAll().where('org_id', '=', org).execute()),
  )
  return rows.flatMap((each, index) => each.map((row) => `${tables[index]} ${JSON.stringify(row)}`)).sort()
}
