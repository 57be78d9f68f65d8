import type { TestApp, TestOrganisation } from './app.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
// Answers are whatever the surface says: the tests are what looks at them.
type Answer = { status: number; body: Record<string, unknown> }

/** Calls of the manage API with one organisation's access token, or another one given. */
export function manageCalls(app: TestApp, to: TestOrganisation, token = to.accessToken) {
  async function ask(method: Method, path: string, payload?: object, headers: object = {}): Promise<Answer> {
    const answer = await app.http.inject({
      method,
      url: `/api/manage${path}`,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, body: answer.body === '' ? {} : answer.json() }
  }
  /** The body of an answer that must be a success. */
  async function must(method: Method, path: string, payload?: object): Promise<Record<string, unknown>> {
    const { status, body } = await ask(method, path, payload)
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(body)}`)
    return body
  }
  return {
    ask,
    must,
    get: (path: string) => must('GET', path),
    /** The id of what was made. */
    make: async (path: string, payload: object) => String((await must('POST', path, payload)).id),
    /** Every page of a list, one entry after the other. */
    async all(path: string): Promise<Record<string, unknown>[]> {
      const entries: Record<string, unknown>[] = []
      let after: unknown = null
      do {
        const cursor: string = after === null ? '' : `&after=${encodeURIComponent(String(after))}`
        const page = await must('GET', `${path}${path.includes('?') ? '' : '?'}${cursor}`)
        entries.push(...(page.data as Record<string, unknown>[]))
        after = page.next_cursor
      } while (after !== null)
      return entries
    },
  }
}
