import { asJson, type Call, type ConnectionOptions, request } from './request.ts'

type List<T> = { data: T[]; next_cursor: string | null }

// The server's largest page.
const PAGE = '200'

/**
 * Follows `next_cursor` to the end, asking for a page only once the one before is used up. A page may be short, or empty,
 * and not be the last: only `next_cursor` tells.
 */
export async function* listAll<T>(connection: ConnectionOptions, call: Call): AsyncGenerator<T, void> {
  const [path, search] = call.path.split('?')
  const query = new URLSearchParams(search)
  query.set('limit', PAGE)
  for (;;) {
    const list = await request(connection, { ...call, path: `${path}?${query}` }, asJson<List<T>>)
    yield* list.data
    if (list.next_cursor === null) return
    query.set('after', list.next_cursor)
  }
}
